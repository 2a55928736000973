//! Plan files: types, reading, checking, explaining; the working-day calendar.
