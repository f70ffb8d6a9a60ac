//! Five operations by openapi-to-rust's client.

use client::{HttpClient, ProjectCreate};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = HttpClient::new().with_base_url("http://127.0.0.1:12220");
    let user = client.current_user_view().await?;
    println!("{}", user.display_name);
    let projects = client.project_list(Some(20), None::<&str>, None::<&str>).await?;
    println!("{} projects", projects.items.len());
    let body = ProjectCreate { description: "A project".to_owned(), name: "bench".to_owned() };
    let project = client.project_create(body).await?;
    println!("{}", project.name);
    let project = client.project_view("bench").await?;
    println!("{}", project.description);
    let instance = client.instance_view("first", Some("bench")).await?;
    println!("{}", instance.hostname);
    Ok(())
}
