import type { FlowInstanceSummary } from '@mortise/client'
import { Avatar, RelativeTime, Tag, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import '../styles/inbox.css'
import { messages } from './messages.ts'

const tints: { readonly [state: string]: string } = {
  active: 'blue',
  approved: 'green',
  rejected: 'red',
  returned: 'amber',
  timedOut: 'orange',
}

/** Who has done what in a flow run, and whom it waits for now. */
export function FlowHistory({ instance }: { readonly instance: FlowInstanceSummary }): ReactNode {
  const t = useT(messages)
  const comments = new Map(
    (instance.events ?? [])
      .filter((event) => typeof event.comment === 'string' && event.comment !== '')
      .map((event) => [`${event.nodeName ?? ''}·${event.actorName ?? ''}`, event.comment]),
  )
  const name = (state: string): string => {
    const key = `state_${state}` as keyof typeof messages
    return Object.hasOwn(messages, key) ? t(key) : state
  }
  return (
    <ol className="m-flow">
      {(instance.items ?? []).map((item) => {
        const comment = comments.get(`${item.nodeName}·${item.assigneeName}`)
        return (
          <li key={item.id} data-state={item.state}>
            <Avatar name={item.assigneeName} size={26} />
            <div>
              <div className="m-row">
                <b>{item.nodeName}</b>
                <Tag color={tints[item.state]}>{name(item.state)}</Tag>
                <span className="m-spring" />
                <RelativeTime value={item.decidedAt ?? item.createdAt} />
              </div>
              <span className="m-faint">{item.assigneeName}</span>
              {comment === undefined ? null : <p className="m-prose">{comment}</p>}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
