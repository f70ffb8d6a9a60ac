//! Five operations by openapi-generator's client.

use client::apis::configuration::Configuration;
use client::apis::current_user_api::current_user_view;
use client::apis::instances_api::instance_view;
use client::apis::projects_api::{project_create, project_list, project_view};
use client::models::ProjectCreate;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Configuration { base_path: "http://127.0.0.1:12220".to_owned(), ..Configuration::default() };
    let user = current_user_view(&client).await?;
    println!("{}", user.display_name);
    let projects = project_list(&client, Some(20), None, None).await?;
    println!("{} projects", projects.items.len());
    let body = ProjectCreate::new("A project".to_owned(), "bench".to_owned());
    let project = project_create(&client, body).await?;
    println!("{}", project.name);
    let project = project_view(&client, "bench").await?;
    println!("{}", project.description);
    let instance = instance_view(&client, "first", Some("bench")).await?;
    println!("{}", instance.hostname);
    Ok(())
}
