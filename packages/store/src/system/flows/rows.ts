import { rawSql, type Fragment } from '@mortise/expressions/sql'

/** Columns of an instance behind the alias `i`, as a `FlowInstanceRow`. */
export const instanceColumns: Fragment = rawSql(
  `i.id, i.flow, i.definition_version as "definitionVersion", i.entity, i.record_id as "recordId", i.starter, i.status, i.title, i.state, i.started_at as "startedAt", i.ended_at as "endedAt"`,
)

/** Columns of a work item behind the alias `t`, as a `FlowItemRow`. */
export const itemColumns: Fragment = rawSql(
  `t.id, t.instance_id as "instanceId", t.node_id as "nodeId", t.node_name as "nodeName", t.assignee, t.state, t.kind, t.rev, t.created_at as "createdAt", t.decided_at as "decidedAt", t.due_at as "dueAt"`,
)
