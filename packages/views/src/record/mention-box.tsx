import { useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Mentions } from 'antd'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

type Props = {
  readonly value: string
  readonly onChange: (text: string) => void
  /** Ids of the people whose names stand in the text after an @. */
  readonly onMention: (ids: readonly string[]) => void
  readonly onSend: () => void
}

/** A box for a note in which @ offers colleagues; Ctrl and Enter sends. */
export function MentionBox({ value, onChange, onMention, onSend }: Props): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const people = useQuery({
    queryKey: ['people', 'mentionable'],
    queryFn: () => client.people.users(),
    staleTime: 5 * 60_000,
  })
  const users = (people.data ?? []).filter(({ active }) => active)
  const change = (text: string): void => {
    onChange(text)
    onMention(users.filter(({ name }) => mentioned(text, name)).map(({ id }) => id))
  }
  return (
    <Mentions
      aria-label={t('comment')}
      placeholder={t('commentHint')}
      value={value}
      variant="borderless"
      autoSize={{ minRows: 2, maxRows: 8 }}
      options={users.map(({ id, name }) => ({ key: id, value: name, label: name }))}
      onChange={change}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && value.trim() !== '') onSend()
      }}
    />
  )
}

/** A name counts when nothing that could belong to a longer name follows it. */
function mentioned(text: string, name: string): boolean {
  return text.includes(`@${name} `) || text.endsWith(`@${name}`) || text.includes(`@${name}\n`)
}
