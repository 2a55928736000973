//! A real server in a process of its own, with an open vote in its folder and voters who send what their browsers would.

#![allow(dead_code, reason = "each test uses its part")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub const EL: &str = "bench";

/// A voter and what their browser sends.
#[derive(Clone)]
pub struct Voter {
    pub nym: String,
    pub request: String,
}

/// Makes a data folder with an open vote.
pub fn hall(data: &Path, voters: usize) -> Vec<Voter> {
    let output = Command::new(env!("CARGO_BIN_EXE_xuanxian"))
        .args(["bench", "hall", "--voters", &voters.to_string(), "--data"])
        .arg(data)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let voters: Vec<Voter> = text
        .lines()
        .filter_map(|line| {
            let (nym, request) = line.split_once(" \"")?;
            let request = serde_json::from_str(&format!("\"{request}")).unwrap();
            Some(Voter { nym: nym.to_owned(), request })
        })
        .collect();
    assert!(!voters.is_empty());
    voters
}

/// A server under way.
pub struct Server {
    pub child: Child,
    pub address: String,
}

/// How the server is called, without a shell.
pub fn plain(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xuanxian"));
    command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data);
    command
}

impl Server {
    pub fn start(mut command: Command) -> Server {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = loop {
            match lines.next() {
                Some(Ok(line)) => {
                    if let Some((_, rest)) = line.split_once("http://") {
                        break rest.split('/').next().unwrap().to_owned();
                    }
                }
                _ => {
                    let mut said = String::new();
                    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
                    panic!("the server ended before it listened: {said}");
                }
            }
        };
        std::thread::spawn(move || lines.for_each(drop));
        Server { child, address }
    }

    /// SIGKILL.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Waits until it has ended by itself; its exit status and what it said.
    pub fn ended(mut self) -> (i32, String) {
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap().code().unwrap_or(-1), said)
    }
}

/// A browser's connection.
pub struct Browser(TcpStream);

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// Where it leads.
    pub location: String,
    pub body: String,
}

impl Answer {
    /// The ballot's number, where it was taken.
    pub fn ballot(&self) -> Option<u64> {
        self.location.strip_prefix(&format!("/s/{EL}/receipt/"))?.parse().ok()
    }
}

impl Browser {
    pub fn connect(address: &str) -> std::io::Result<Browser> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Browser(stream))
    }

    pub fn get(&mut self, path: &str) -> std::io::Result<Answer> {
        self.send(&format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n"))
    }

    /// Sends a request and reads the answer to its end; an error where the server went away.
    pub fn send(&mut self, request: &str) -> std::io::Result<Answer> {
        let broken = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
        self.0.write_all(request.as_bytes())?;
        let mut bytes = Vec::new();
        let mut buffer = [0; 8192];
        let head = loop {
            if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                break at + 4;
            }
            match self.0.read(&mut buffer)? {
                0 => return Err(broken()),
                some => bytes.extend_from_slice(&buffer[..some]),
            }
        };
        let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
        let field = |name: &str| {
            let lines = text.split("\r\n").filter_map(|line| line.split_once(':'));
            let mut found = lines.filter(|(key, _)| key.eq_ignore_ascii_case(name));
            found.next().map(|(_, value)| value.trim().to_owned())
        };
        let chunked = field("transfer-encoding").is_some();
        let length: usize = field("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        while if chunked { !bytes.ends_with(b"0\r\n\r\n") } else { bytes.len() < head + length } {
            match self.0.read(&mut buffer)? {
                0 => return Err(broken()),
                some => bytes.extend_from_slice(&buffer[..some]),
            }
        }
        let status = text.get(9..12).and_then(|code| code.parse().ok()).ok_or_else(broken)?;
        let body = String::from_utf8_lossy(&bytes[head..]).into_owned();
        Ok(Answer { status, location: field("location").unwrap_or_default(), body })
    }
}

/// Moments without a pattern: SplitMix64 (Steele, Lea, Flood 2014).
pub fn draw(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
