//! Messages: every sentence a person reads, in Chinese and English.
