//! Five operations by oas3-gen's client.

use client::{
    ApiResponse, CurrentUserViewRequest, InstanceViewRequest, InstanceViewRequestPath, InstanceViewRequestQuery,
    OxideRegionApiClient, ProjectCreate, ProjectCreateRequest, ProjectListRequest, ProjectListRequestQuery,
    ProjectViewRequest, ProjectViewRequestPath,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = OxideRegionApiClient::with_base_url("http://127.0.0.1:12220")?;
    if let ApiResponse::Ok(user) = client.current_user_view(CurrentUserViewRequest {}).await? {
        println!("{}", user.display_name);
    }
    let query = ProjectListRequestQuery { limit: Some(20), page_token: None, sort_by: None };
    if let ApiResponse::Ok(projects) = client.project_list(ProjectListRequest { query }).await? {
        println!("{} projects", projects.items.len());
    }
    let body = ProjectCreate { description: "A project".to_owned(), name: "bench".to_owned() };
    if let ApiResponse::Created(project) = client.project_create(ProjectCreateRequest { body }).await? {
        println!("{}", project.name);
    }
    let path = ProjectViewRequestPath { project: "bench".into() };
    if let ApiResponse::Ok(project) = client.project_view(ProjectViewRequest { path }).await? {
        println!("{}", project.description);
    }
    let path = InstanceViewRequestPath { instance: "first".into() };
    let query = InstanceViewRequestQuery { project: Some("bench".into()) };
    if let ApiResponse::Ok(instance) = client.instance_view(InstanceViewRequest { path, query }).await? {
        println!("{}", instance.hostname);
    }
    Ok(())
}
