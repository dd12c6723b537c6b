import type { PreviewStep } from '@mortise/flows'
import { Avatar, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'
import { usePeopleNames } from './use-directory.ts'

const passed = new Set(['self', 'dedupe'])

/** Who gets a task at a step of the previewed way. */
export function WayPeople({ step }: { readonly step: PreviewStep | undefined }): ReactNode {
  const t = useT(messages)
  const nameOf = usePeopleNames()
  if (step === undefined || (step.people.length === 0 && step.incident === null)) return null
  return (
    <span className="f-people">
      {step.people.map(({ user, reason, copy }) => (
        <span key={user} className="f-person" data-passed={passed.has(reason ?? '')}>
          <Avatar name={nameOf(user)} size={20} />
          {nameOf(user)}
          {copy ? <small>{t('copyTo')}</small> : null}
          {reason === null ? null : <small>{t(passed.has(reason) ? 'skipped' : 'substitute')}</small>}
        </span>
      ))}
      {step.incident === null ? null : <span className="m-error">{t('stuck', { code: step.incident })}</span>}
    </span>
  )
}
