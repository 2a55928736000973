//! One writer per selection: an act in, durable entries, a new snapshot out.
//!
//! The walk of an act: due transitions first, then `selection::decide` on the newest snapshot and the dossiers it
//! needs, then `store.append` (durable, one transaction, with the expected number), then `apply`, then the new
//! snapshot is swapped in. Readers never wait: they hold the snapshot they took.
//!
//! - [`mod@desk`] the writer of one selection; [`house`] all desks of an installation and its organisation ledger
//! - [`snapshot`] what readers get; [`view`] a snapshot narrowed to a viewer
//! - [`dossiers`] the personal parts behind handles; [`sealing`] records to leaves and back
//! - [`clock`], [`entropy`] the only places that ask the environment for time and chance; [`keys`] the server's keys

pub mod clock;
pub mod desk;
pub mod dossiers;
pub mod entropy;
pub mod house;
pub mod keys;
pub mod sealing;
pub mod snapshot;
pub mod view;

pub use clock::{Clock, SystemClock};
pub use desk::{BallotSource, Desk, DeskError, Done};
pub use dossiers::Book;
pub use entropy::SystemEntropy;
pub use house::{House, HouseError};
pub use keys::Keys;
pub use snapshot::Snapshot;
pub use view::View;
