//! Which types are sent and which are received.

use super::Draft;
use crate::ir;

/// Marks every type that a request or a response reaches.
pub(super) fn mark(types: &mut [Draft], operations: &[ir::Operation], webhooks: &[ir::Webhook]) {
    for operation in operations {
        for parameter in &operation.parameters {
            reach(types, &parameter.ty, Direction::Request);
        }
        if let Some(body) = &operation.body {
            reach(types, &body.payload.ty, Direction::Request);
        }
        for payload in operation.responses.iter().filter_map(|response| response.payload.as_ref()) {
            reach(types, &payload.ty, Direction::Response);
        }
        operation.headers.iter().for_each(|header| reach(types, &header.ty, Direction::Response));
        let streams = operation.responses.iter().flat_map(|response| &response.streams);
        streams.filter_map(|stream| stream.ty.as_ref()).for_each(|ty| reach(types, ty, Direction::Response));
    }
    // What the server sends is read like its answers, and what it is answered is sent.
    for webhook in webhooks {
        webhook.payload.iter().for_each(|payload| reach(types, &payload.ty, Direction::Response));
        webhook.headers.iter().for_each(|header| reach(types, &header.ty, Direction::Response));
        webhook.queries.iter().for_each(|query| reach(types, &query.ty, Direction::Response));
        let answers = webhook.answers.iter().flat_map(|answer| &answer.payloads);
        answers.for_each(|payload| reach(types, &payload.ty, Direction::Request));
    }
}

#[derive(Clone, Copy)]
enum Direction {
    Request,
    Response,
}

fn reach(types: &mut [Draft], start: &ir::Type, direction: Direction) {
    let mut open = vec![start.clone()];
    while let Some(ty) = open.pop() {
        let Some(id) = ty.named() else { continue };
        let definition = &mut types[id.0].definition;
        let mark = match direction {
            Direction::Request => &mut definition.usage.request,
            Direction::Response => &mut definition.usage.response,
        };
        if std::mem::replace(mark, true) {
            continue;
        }
        definition.kind.each_type(&mut |ty| open.push(ty.clone()));
    }
}
