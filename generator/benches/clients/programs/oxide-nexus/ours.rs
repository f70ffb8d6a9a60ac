//! Five operations by our client.

use client::models::{Name, ProjectCreate};
use client::{Client, Nullable};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder("http://127.0.0.1:12220").build()?;
    let user = client.current_user_view().send().await?;
    println!("{}", user.display_name);
    let projects = client.project_list().limit(Nullable::Value(20)).send().await?;
    println!("{} projects", projects.items.len());
    let name: Name = "bench".parse()?;
    let project = client.project_create(ProjectCreate::new("A project", name)).send().await?;
    println!("{}", project.name);
    let project = client.project_view("bench".to_owned()).send().await?;
    println!("{}", project.description);
    let instance = client.instance_view("first".to_owned()).project("bench".to_owned()).send().await?;
    println!("{}", instance.hostname);
    Ok(())
}
