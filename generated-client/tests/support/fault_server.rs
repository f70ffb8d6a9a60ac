//! A server on loopback that misbehaves as it is told to: byte by byte, over a bare socket.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What the server does after it has read a request, one step after the other. After the last one the connection is kept.
#[derive(Clone, Debug)]
pub enum Step {
    /// Writes these bytes.
    Write(Vec<u8>),
    /// Writes these bytes, one at a time, with a pause after each.
    Drip(Vec<u8>, Duration),
    /// Waits.
    Pause(Duration),
    /// Closes the connection in order.
    Close,
    /// Resets the connection.
    Reset,
    /// Does nothing more, and keeps the connection open.
    Hang,
}

/// A request as it came.
#[derive(Clone, PartialEq)]
pub struct Arrived {
    /// Request line and headers, with the empty line.
    pub head: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Arrived {
    /// How many bytes came.
    pub fn size(&self) -> usize {
        self.head.len() + self.body.len()
    }

    /// The value of a header, if it came.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

type Script = dyn Fn(&Arrived) -> Vec<Step> + Send + Sync;

/// The server. It ends when it is dropped.
pub struct FaultServer {
    address: SocketAddr,
    arrived: Arc<Mutex<Vec<Arrived>>>,
    connections: Arc<AtomicUsize>,
    accepting: JoinHandle<()>,
}

impl FaultServer {
    /// Begins to listen. The script is asked about each request.
    pub async fn start(script: impl Fn(&Arrived) -> Vec<Step> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("loopback has a free port");
        let address = listener.local_addr().expect("a listener has an address");
        let script: Arc<Script> = Arc::new(script);
        let arrived = Arc::new(Mutex::new(Vec::new()));
        let connections = Arc::new(AtomicUsize::new(0));
        let (kept, counted) = (Arc::clone(&arrived), Arc::clone(&connections));
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(stream, Arc::clone(&script), Arc::clone(&kept)));
            }
        });
        Self { address, arrived, connections, accepting }
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What came so far.
    pub fn arrived(&self) -> Vec<Arrived> {
        self.arrived.lock().expect("no test panics with the lock").clone()
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

impl Drop for FaultServer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Serves one connection until it ends.
async fn serve(mut stream: TcpStream, script: Arc<Script>, arrived: Arc<Mutex<Vec<Arrived>>>) {
    let mut buffer = Vec::new();
    let _ = stream.set_nodelay(true);
    while let Some(request) = read(&mut stream, &mut buffer).await {
        let steps = script(&request);
        arrived.lock().expect("no test panics with the lock").push(request);
        for step in steps {
            let written = match step {
                Step::Write(bytes) => stream.write_all(&bytes).await,
                Step::Drip(bytes, pause) => drip(&mut stream, &bytes, pause).await,
                Step::Pause(pause) => {
                    tokio::time::sleep(pause).await;
                    Ok(())
                }
                Step::Close => {
                    let _ = stream.shutdown().await;
                    return;
                }
                Step::Reset => {
                    let _ = stream.set_zero_linger();
                    return;
                }
                Step::Hang => {
                    let _ = stream.read(&mut [0; 1]).await; // until the client has enough
                    return;
                }
            };
            if written.is_err() {
                return;
            }
        }
    }
}

async fn drip(stream: &mut TcpStream, bytes: &[u8], pause: Duration) -> std::io::Result<()> {
    for byte in bytes {
        stream.write_all(&[*byte]).await?;
        tokio::time::sleep(pause).await;
    }
    Ok(())
}

/// The next request of a connection.
async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Arrived> {
    let end = loop {
        if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        more(stream, buffer).await?;
    };
    let head = String::from_utf8(buffer.drain(..end).collect()).expect("a head is ASCII");
    let mut request = Arrived { head, body: Vec::new() };
    let length: usize = request.header("content-length").map_or(0, |value| value.parse().expect("a length"));
    while buffer.len() < length {
        more(stream, buffer).await?;
    }
    request.body = buffer.drain(..length).collect();
    Some(request)
}

async fn more(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<()> {
    let mut piece = [0; 4096];
    match stream.read(&mut piece).await {
        Ok(0) | Err(_) => None,
        Ok(count) => {
            buffer.extend_from_slice(&piece[..count]);
            Some(())
        }
    }
}

/// A complete answer with a body.
pub fn answer(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut bytes = head(status, headers, Some(body.len()));
    bytes.extend_from_slice(body);
    bytes
}

/// Status line and headers, announcing a length.
pub fn head(status: u16, headers: &[(&str, &str)], length: Option<usize>) -> Vec<u8> {
    let mut text = format!("HTTP/1.1 {status} Said\r\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    if let Some(length) = length {
        text.push_str(&format!("content-length: {length}\r\n"));
    }
    text.push_str("\r\n");
    text.into_bytes()
}

/// A body for `content-encoding: gzip` that becomes 128 times as long, all zeros: RFC 1951's fixed codes for one literal and then nothing
/// but repetitions of 258 bytes.
pub fn gzip_bomb(length: usize) -> Vec<u8> {
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    // The block's head (last, fixed codes), the literal 0, then the first repetition; bits from the lowest of each byte.
    let mut bits: Vec<bool> = vec![true, true, false];
    bits.extend([false, false, true, true, false, false, false, false]);
    let repetition = [true, true, false, false, false, true, false, true, false, false, false, false, false];
    while bits.len() < length * 8 {
        bits.extend(repetition);
    }
    bytes.extend(bits.chunks(8).map(|bits| bits.iter().rev().fold(0_u8, |byte, bit| byte << 1 | u8::from(*bit))));
    bytes
}
