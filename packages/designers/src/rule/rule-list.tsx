import { say } from '@mortise/errors'
import { IconButton, Link, useLocale, useT } from '@mortise/ui'
import { Switch } from 'antd'
import type { ReactNode } from 'react'
import { useDocuments, useWorkbench } from '../workbench/context.tsx'
import { designHref, rulesHref } from '../workbench/hrefs.ts'
import { editRule } from './commands.ts'
import { messages } from './messages.ts'

/** The rules of an entity in the order they run, to switch, to order and to go to. */
export function RuleList({
  entity,
  current,
}: {
  readonly entity: string
  readonly current: string
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { space, model } = useWorkbench()
  const rules = useDocuments('rule')
    .filter((rule) => rule.entity === entity)
    .sort((a, b) => (a.order ?? 100) - (b.order ?? 100) || (a.key < b.key ? -1 : 1))
  // The rule being edited belongs to the history of its own designer; its switch stands in the panel.
  const put = (key: string, patch: { readonly [name: string]: unknown }): void => {
    const rule = space.get('rule', key)
    if (rule !== undefined) space.put('rule', key, editRule(rule, patch))
  }
  const raise = (at: number): void => {
    const [above, own] = [rules[at - 1], rules[at]]
    if (above === undefined || own === undefined) return
    put(own.key, { order: (above.order ?? 100) - 1 })
  }
  return (
    <section className="d-rule-list">
      <h3>
        <Link href={rulesHref(entity)}>
          {t('rulesOf', { entity: say(model.entity(entity)?.document.label, locale) })}
        </Link>
      </h3>
      <ul>
        {rules.map((rule, at) => (
          <li key={rule.key} aria-current={rule.key === current || undefined}>
            <Switch
              size="small"
              aria-label={t('enable', { name: say(rule.label, locale) || rule.key })}
              checked={rule.enabled !== false}
              disabled={rule.key === current}
              onChange={(enabled) => put(rule.key, { enabled })}
            />
            <Link href={designHref('rule', rule.key)} className="m-clip">
              {say(rule.label, locale) || rule.key}
            </Link>
            <IconButton
              icon="arrow-up"
              size={14}
              label={t('raise', { name: say(rule.label, locale) || rule.key })}
              disabled={at === 0 || rule.key === current}
              onClick={() => raise(at)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
