import type { AgentRule } from '@mortise/client'
import { Avatar, formatInstantText, Tag, useConfirm, useT } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { messages } from './messages.ts'

/** Gives the words of a rule: from when to when, and in which flows. */
export function useRuleWords(): {
  readonly span: (rule: AgentRule) => string
  readonly scope: (rule: AgentRule) => string
} {
  const { me } = useWorkspace()
  const t = useT(messages)
  const at = (iso: string): string => formatInstantText(iso, me.workspace.timeZone)
  return {
    span: ({ startsAt, endsAt }) => t('period', { from: at(startsAt), to: at(endsAt) }),
    scope: ({ flowNames }) => flowNames?.join(' · ') ?? t('allFlows'),
  }
}

/** One rule that holds or will hold; whoever is away, and administrators, may end it. */
export function AgentLine({
  rule,
  onEnd,
}: {
  readonly rule: AgentRule
  readonly onEnd: () => void
}): ReactNode {
  const { me } = useWorkspace()
  const t = useT(messages)
  const words = useRuleWords()
  const confirm = useConfirm()
  const [now] = useState(() => Date.now())
  const { principalName: name, agentName: agent } = rule
  const away = rule.principal === me.user.id
  const title = away
    ? t('actsForMe', { name: agent })
    : rule.agent === me.user.id
      ? t('iActFor', { name })
      : t('actsFor', { agent, name })
  const end = async (): Promise<void> => {
    if (await confirm({ title: t('endTitle', { name: agent }), body: t('endNote'), action: t('end') }))
      onEnd()
  }
  return (
    <li>
      <Avatar name={away ? agent : name} size={36} />
      <span className="m-connection-name">
        <span className="m-row">
          <strong>{title}</strong>
          {Date.parse(rule.startsAt) > now ? <Tag>{t('later')}</Tag> : <Tag color="green">{t('now')}</Tag>}
        </span>
        <span className="m-faint">{words.span(rule)}</span>
        <span className="m-faint">
          {[words.scope(rule), rule.note ?? ''].filter((part) => part !== '').join(' · ')}
        </span>
      </span>
      {away || me.admin ? <Button onClick={() => void end()}>{t('end')}</Button> : null}
    </li>
  )
}
