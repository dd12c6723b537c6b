import type { Locale } from '@mortise/errors'
import { createMessages, type Messages, translate } from '@mortise/ui'

/** Names of what people and the system do, as the log calls it. What has no name here is shown as it is. */
const table = {
  'record.create': { zh: '新建', en: 'Created' },
  'record.update': { zh: '修改', en: 'Changed' },
  'record.delete': { zh: '删除', en: 'Deleted' },
  'record.restore': { zh: '从回收站恢复', en: 'Taken out of the bin' },
  'record.purge': { zh: '彻底删除', en: 'Deleted for good' },
  'record.merge': { zh: '合并', en: 'Merged' },
  'record.unmerge': { zh: '撤销合并', en: 'Merge undone' },
  secrets_rotated: { zh: '更换加密密钥', en: 'Sealing key changed' },
  sign_in: { zh: '登录', en: 'Signed in' },
  sign_in_failed: { zh: '登录失败', en: 'Sign-in failed' },
  sign_out: { zh: '退出登录', en: 'Signed out' },
  password_changed: { zh: '修改密码', en: 'Password changed' },
  denied: { zh: '越权被拒', en: 'Refused for want of rights' },
  export: { zh: '导出', en: 'Exported' },
  export_sensitive: { zh: '导出敏感数据', en: 'Exported sensitive data' },
  print: { zh: '打印', en: 'Printed' },
  print_kept: { zh: '打印并留存', en: 'Printed and kept' },
  report_pdf: { zh: '导出报表 PDF', en: 'Report taken as PDF' },
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
  group_created: { zh: '添加用户组', en: 'Group added' },
  group_changed: { zh: '修改用户组', en: 'Group changed' },
  group_deleted: { zh: '删除用户组', en: 'Group removed' },
  agent_set: { zh: '设置审批代理', en: 'Agent named' },
  agent_ended: { zh: '结束审批代理', en: 'Agency ended' },
  handed_over: { zh: '离职交接', en: 'Handed over' },
  flow_runs_moved: { zh: '流程迁移到新版本', en: 'Runs moved to the new version' },
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
  report_exported: { zh: '导出报表', en: 'Report exported' },
  report_sent: { zh: '按订阅发出报表', en: 'Report sent by subscription' },
  report_watch_made: { zh: '新建报表订阅或提醒', en: 'Subscription or alert made' },
  report_watch_changed: { zh: '修改报表订阅或提醒', en: 'Subscription or alert changed' },
  report_watch_removed: { zh: '删除报表订阅或提醒', en: 'Subscription or alert removed' },
  report_link_created: { zh: '用链接公开报表', en: 'Report opened by link' },
  report_link_revoked: { zh: '收回报表链接', en: 'Link to a report taken back' },
  report_links_changed: { zh: '修改谁可以公开报表', en: 'Who may open reports changed' },
  audit_exported: { zh: '导出审计日志', en: 'Audit log exported' },
  flow_started: { zh: '发起流程', en: 'Flow started' },
  rule_incident: { zh: '规则异常', en: 'Rule incident' },
  job_retried: { zh: '重试后台任务', en: 'Background job tried again' },
  job_discarded: { zh: '丢弃后台任务', en: 'Background job discarded' },
  call_out: { zh: '外部调用', en: 'Call to the outside' },
  'record.share': { zh: '共享', en: 'Shared' },
  'record.unshare': { zh: '取消共享', en: 'Sharing ended' },
  view_as_started: { zh: '开始以他人身份查看', en: 'Began to view as somebody else' },
  view_as_ended: { zh: '结束以他人身份查看', en: 'Stopped viewing as somebody else' },
  create_app: { zh: '新建应用', en: 'App made' },
  delete_app: { zh: '删除应用', en: 'App deleted' },
  restore_app: { zh: '恢复应用', en: 'App taken back' },
  draft_update: { zh: '取来模板的新版本', en: 'Newer version of a template taken into the draft' },
  rule_paused: { zh: '暂停规则', en: 'Rule paused' },
  rule_resumed: { zh: '恢复规则', en: 'Rule resumed' },
  rule_replay: { zh: '重新运行规则', en: 'Rule run again' },
  rule_backfill: { zh: '对已有数据运行规则', en: 'Rule run on records of before' },
  hook_made: { zh: '新建接收数据的网址', en: 'Address for data from outside made' },
  hook_removed: { zh: '删除接收数据的网址', en: 'Address for data from outside removed' },
  calendar_year: { zh: '安排节假日', en: 'Holidays of a year planned' },
  connection_saved: { zh: '保存连接', en: 'Connection saved' },
  connection_removed: { zh: '删除连接', en: 'Connection removed' },
  test_mode_on: { zh: '打开测试模式', en: 'Test mode turned on' },
  test_mode_off: { zh: '关闭测试模式', en: 'Test mode turned off' },
  document_failed: { zh: '生成文件失败', en: 'Document could not be made' },
  terms_failed: { zh: '读取文件条款失败', en: 'File could not be read' },
  public_link_readdressed: { zh: '更换公开链接的网址', en: 'Public link given a new address' },
  public_key_renewed: { zh: '更换公开链接的签名密钥', en: 'Signing key of public links renewed' },
  pictures_changed: { zh: '修改打印用的图片和印章', en: 'Pictures and seals for prints changed' },
  frames_changed: { zh: '修改可嵌入的网站', en: 'Sites for embedded pages changed' },
} as const

export type KnownAction = keyof typeof table

/** The words of actions in the audit log. */
export const actionWords: Messages<KnownAction> = createMessages(table)

/** Whether an action has a name of its own. */
export function isKnownAction(action: string): action is KnownAction {
  return Object.hasOwn(table, action)
}

const ways = {
  ui: { zh: '网页', en: 'Web' },
  api: { zh: '接口', en: 'API' },
  import: { zh: '导入', en: 'Import' },
  public: { zh: '公开表单', en: 'Public form' },
  rule: { zh: '规则', en: 'Rule' },
  flow: { zh: '流程', en: 'Flow' },
  worker: { zh: '后台任务', en: 'In the background' },
  report: { zh: '报表订阅', en: 'Subscription' },
  link: { zh: '公开链接', en: 'Public link' },
  system: { zh: '系统', en: 'System' },
  apps: { zh: '应用安装', en: 'Installing an app' },
  bin: { zh: '回收站清理', en: 'Clearing the bin' },
} as const

type Way = keyof typeof ways

const wayWords: Messages<Way> = createMessages(ways)

/** Where an entry comes from, in words: a rule or flow by its name, `labelOf` knows them by kind and key. */
export function wayOf(
  via: string,
  {
    locale,
    labelOf,
  }: { readonly locale: Locale; readonly labelOf: (kind: string, key: string) => string | undefined },
): string {
  const [way = '', key = ''] = via.split(':')
  const word = Object.hasOwn(ways, way) ? translate(wayWords, locale)(way as Way) : way
  const label = key === '' ? undefined : (labelOf(way, key) ?? key)
  return label === undefined ? word : `${word} · ${label}`
}
