import { say } from '@mortise/errors'
import type { FieldDocument, RoleDocument, RunAs } from '@mortise/schema'
import { panelSetting } from './panel-setting.ts'

const prefix = 'role:'

/** The setting that says with whose rights a flow or rule acts: the starter's, or those of a role made for the purpose. */
export function runAsSetting(roles: readonly RoleDocument[]): FieldDocument {
  const offered = roles
    .filter((role) => role.service === true)
    .map(({ key, label }) => [`${prefix}${key}`, say(label, 'zh'), say(label, 'en')] as const)
  return panelSetting(
    'runAs',
    { zh: '以谁的权限执行', en: 'Acts with the rights of' },
    {
      required: true,
      help: {
        zh: '自动动作只能做到这里允许的事；角色要先由管理员设为“供流程和规则使用”',
        en: 'actions can do no more than this allows; an administrator marks the roles that flows and rules may use',
      },
      options: [['starter', '发起人（触发的人）', 'Whoever starts it'], ...offered],
    },
  )
}

/** The choice as the panel shows it. */
export function runAsShown(runAs: RunAs | undefined): string {
  return runAs?.type === 'role' ? `${prefix}${runAs.role ?? ''}` : 'starter'
}

/** The choice as the document keeps it; the starter needs no word. */
export function runAsChosen(shown: unknown): RunAs | undefined {
  return typeof shown === 'string' && shown.startsWith(prefix)
    ? { type: 'role', role: shown.slice(prefix.length) }
    : undefined
}
