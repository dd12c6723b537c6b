import { say } from '@mortise/errors'
import type { FieldDocument, RoleDocument, RunAs } from '@mortise/schema'
import { panelSetting } from './panel-setting.ts'

const prefix = 'role:'

/** What is chosen for a flow or rule from before it had rights of its own, until somebody says otherwise. */
const platform = [
  'platform',
  '平台（旧版本留下的，不受权限限制）',
  'The platform (from an older version, without limits)',
] as const

/**
 * The setting that says with whose rights a flow or rule acts: the starter's, or those of a role made for the purpose.
 * `former`: it acts as the platform now, and is told so.
 */
export function runAsSetting(roles: readonly RoleDocument[], former = false): FieldDocument {
  const offered = roles
    .filter((role) => role.service === true)
    .map(({ key, label }) => [`${prefix}${key}`, say(label, 'zh'), say(label, 'en')] as const)
  const help = {
    zh: '自动动作只能做到这里允许的事；角色要先由管理员设为“供流程和规则使用”',
    en: 'Actions can do no more than this allows; an administrator marks the roles that flows and rules may use',
  }
  const formerHelp = {
    zh: '它是旧版本留下的，能做任何事；改动它并发布后，就只有发起人的权限。请选一个。',
    en: 'It is from an older version and may do anything; changed and published, it has the rights of whoever starts it. Choose one.',
  }
  return panelSetting(
    'runAs',
    { zh: '以谁的权限执行', en: 'Acts with the rights of' },
    {
      required: true,
      help: former ? formerHelp : help,
      options: [
        ...(former ? [platform] : []),
        ['starter', '发起人（触发的人）', 'Whoever starts it'],
        ...offered,
      ],
    },
  )
}

/** The choice as the panel shows it. */
export function runAsShown(runAs: RunAs | undefined, former = false): string {
  if (runAs?.type === 'role') return `${prefix}${runAs.role ?? ''}`
  return runAs === undefined && former ? platform[0] : 'starter'
}

/** The choice as the document keeps it; the starter needs no word, unless it was the platform before. */
export function runAsChosen(shown: unknown, former = false): RunAs | undefined {
  if (typeof shown === 'string' && shown.startsWith(prefix))
    return { type: 'role', role: shown.slice(prefix.length) }
  return former && shown === 'starter' ? { type: 'starter' } : undefined
}
