//! `xuanxian bench`: how fast the real server is, as a ratio against a bare one in the same run.
//!
//! - [`hall`] a data folder with an open vote, and voters before its door
//! - [`load`] the voters' browsers: many connections that send ready-made requests
//! - [`made`] a publication of any size, made up without a server
//! - [`peer`] the server under test and the bare one, each in a process of its own
//! - [`receipt`] a receipt in a large log: its bytes, and the time that checking it takes
//! - [`recount`] ballots verified in a second of processor time
//! - [`vote`] what is measured, and what is printed
//! - [`work`] the proof of work of a ballot without a code

#![allow(clippy::float_arithmetic, reason = "figures to be read; nothing is decided by them")]

pub mod hall;
pub mod load;
pub mod made;
pub mod peer;
pub mod receipt;
pub mod recount;
pub mod vote;
pub mod work;
