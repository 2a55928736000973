//! Every component in its states, and whole pages made of them, at <http://127.0.0.1:8088/style>.

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 8088)).await?;
    axum::serve(listener, web::style::style_router()).await
}
