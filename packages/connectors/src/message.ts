import type { Json } from '@mortise/expressions'
import type { FieldDocument, Settings } from '@mortise/schema'
import type { Account, ConnectorContext, ConnectorResult } from './define.ts'
import { errors, failure } from './errors.ts'
import { textSetting } from './settings.ts'

/** What people are told, wherever it is sent. */
export type Message = {
  readonly title: string
  readonly text: string
  /** Leads to the record; empty where there is none. */
  readonly url: string
  /** Ids of people here. */
  readonly users: readonly string[]
  /** To the group of the robot instead of to people. */
  readonly group: boolean
}

/** Settings of the action that tells people something, the same for every chat. */
export const messageSettings: readonly FieldDocument[] = [
  { key: 'title', type: 'text', label: { zh: '标题', en: 'Title' }, required: true },
  { key: 'text', type: 'longtext', label: { zh: '内容', en: 'Text' } },
]

/** Settings of the action that looks somebody up by what is known of them here. */
export const personSettings: readonly FieldDocument[] = [
  { key: 'mobile', type: 'text', label: { zh: '手机号', en: 'Mobile' } },
  { key: 'email', type: 'text', label: { zh: '邮箱', en: 'E-mail' } },
]

/** Reads what an action says to people. */
export function messageOf(settings: Settings, ctx: ConnectorContext): Message {
  const { users, record, channel } = settings
  const at = (record ?? {}) as { readonly entity?: string; readonly id?: string }
  const known = typeof at.entity === 'string' && typeof at.id === 'string'
  const given = textSetting(settings, 'url')
  const home = ctx.home.replace(/\/+$/, '')
  return {
    title: textSetting(settings, 'title') ?? '',
    text: textSetting(settings, 'text') ?? '',
    url: given ?? (known ? `${home}/r/${encodeURIComponent(at.entity)}/${at.id}` : ''),
    users: Array.isArray(users) ? (users as readonly Json[]).filter((one) => typeof one === 'string') : [],
    group: channel === 'group',
  }
}

/** The accounts of people; fails where nobody has any. */
export async function accountsOf(
  users: readonly string[],
  ctx: ConnectorContext,
  system: string,
): Promise<{ readonly accounts: readonly Account[] } | { readonly failed: ConnectorResult }> {
  const accounts: Account[] = []
  for (const user of users) {
    const account = await ctx.account(user)
    if (account !== undefined) accounts.push(account)
  }
  return accounts.length === 0 ? { failed: failure(errors.CONNECTOR_NOBODY({ system })) } : { accounts }
}

/** Whether a value is a result rather than what was asked for. */
export function isResult(value: unknown): value is ConnectorResult {
  return typeof value === 'object' && value !== null && 'ok' in value
}
