import { createMessages, type Messages } from '@mortise/ui'

/** Names of what people and the system do, as the log calls it. What has no name here is shown as it is. */
const table = {
  'record.create': { zh: '新建', en: 'Created' },
  'record.update': { zh: '修改', en: 'Changed' },
  'record.delete': { zh: '删除', en: 'Deleted' },
  'record.restore': { zh: '从回收站恢复', en: 'Taken out of the bin' },
  'record.purge': { zh: '彻底删除', en: 'Deleted for good' },
  'record.merge': { zh: '合并', en: 'Merged' },
  'record.unmerge': { zh: '撤销合并', en: 'Merge undone' },
  sign_in: { zh: '登录', en: 'Signed in' },
  sign_in_failed: { zh: '登录失败', en: 'Sign-in failed' },
  sign_out: { zh: '退出登录', en: 'Signed out' },
  password_changed: { zh: '修改密码', en: 'Password changed' },
  denied: { zh: '越权被拒', en: 'Refused for want of rights' },
  export: { zh: '导出', en: 'Exported' },
  export_sensitive: { zh: '导出敏感数据', en: 'Exported sensitive data' },
  print: { zh: '打印', en: 'Printed' },
  'record.import': { zh: '导入', en: 'Imported' },
  import_start: { zh: '开始导入', en: 'Import started' },
  import_pause: { zh: '暂停导入', en: 'Import paused' },
  import_resume: { zh: '继续导入', en: 'Import went on' },
  import_cancel: { zh: '停止导入', en: 'Import stopped' },
  import_revert: { zh: '撤销导入', en: 'Import taken back' },
  publish: { zh: '发布设计', en: 'Published the design' },
  rollback: { zh: '回退设计', en: 'Rolled the design back' },
  apply_app: { zh: '安装或更新应用', en: 'App installed or updated' },
  purge_design: { zh: '彻底删除设计', en: 'Design deleted for good' },
  type_change_undone: { zh: '撤销字段类型修改', en: 'Change of a field type undone' },
  user_created: { zh: '添加成员', en: 'Person added' },
  user_changed: { zh: '修改成员', en: 'Person changed' },
  department_created: { zh: '添加部门', en: 'Department added' },
  department_changed: { zh: '修改部门', en: 'Department changed' },
  region_created: { zh: '添加区域', en: 'Region added' },
  region_changed: { zh: '修改区域', en: 'Region changed' },
  region_removed: { zh: '删除区域', en: 'Region removed' },
  api_key_created: { zh: '新建 API 密钥', en: 'API key made' },
  public_link_created: { zh: '新建公开链接', en: 'Public link made' },
  public_link_changed: { zh: '修改公开链接', en: 'Public link changed' },
  public_link_revoked: { zh: '收回公开链接', en: 'Public link taken back' },
  public_held_made: { zh: '放行待处理的提交', en: 'Held submission let in' },
  public_held_dropped: { zh: '丢弃待处理的提交', en: 'Held submission dropped' },
  public_progress_revoked: { zh: '收回进度链接', en: 'Progress link taken back' },
  audit_exported: { zh: '导出审计日志', en: 'Audit log exported' },
  flow_started: { zh: '发起流程', en: 'Flow started' },
  rule_incident: { zh: '规则异常', en: 'Rule incident' },
  call_out: { zh: '外部调用', en: 'Call to the outside' },
  'record.share': { zh: '共享', en: 'Shared' },
  'record.unshare': { zh: '取消共享', en: 'Sharing ended' },
  view_as_started: { zh: '开始以他人身份查看', en: 'Began to view as somebody else' },
  view_as_ended: { zh: '结束以他人身份查看', en: 'Stopped viewing as somebody else' },
} as const

export type KnownAction = keyof typeof table

/** The words of actions in the audit log. */
export const actionWords: Messages<KnownAction> = createMessages(table)

/** Whether an action has a name of its own. */
export function isKnownAction(action: string): action is KnownAction {
  return Object.hasOwn(table, action)
}
