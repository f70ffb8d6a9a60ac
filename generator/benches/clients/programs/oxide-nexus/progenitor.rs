//! Five operations by progenitor's client.

use client::Client;
use client::types::{NameOrId, ProjectCreate};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new("http://127.0.0.1:12220");
    let user = client.current_user_view().await?;
    println!("{}", user.display_name);
    let projects = client.project_list(20.try_into().ok(), None, None).await?;
    println!("{} projects", projects.items.len());
    let body = ProjectCreate { description: "A project".to_owned(), name: "bench".parse()? };
    let project = client.project_create(&body).await?;
    println!("{}", *project.name);
    let bench: NameOrId = "bench".parse()?;
    let project = client.project_view(&bench).await?;
    println!("{}", project.description);
    let instance = client.instance_view(&"first".parse()?, Some(&bench)).await?;
    println!("{}", instance.hostname);
    Ok(())
}
