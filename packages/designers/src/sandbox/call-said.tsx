import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import type { Sandbox } from '../workbench/sandboxes-api.ts'
import { messages } from './messages.ts'

type Call = Sandbox['captured'][number]

/** What a call is about, in one line: what it says, to whom, or where. */
export function headline({ title, to, address, text }: Call): string {
  return title ?? to[0] ?? address ?? text?.split('\n')[0] ?? ''
}

/** What would have been sent, where to and to whom. */
export function CallSaid({ call }: { readonly call: Call }): ReactNode {
  const t = useT(messages)
  const { to, address, title, text } = call
  const lines = [
    ['callTo', to.length === 0 ? null : to.join(t('comma'))],
    ['callAddress', address],
    ['callTitle', title],
    ['callText', text],
  ] as const
  const said = lines.filter(([, value]) => value !== null)
  if (said.length === 0) return <p className="m-faint">{t('callEmpty')}</p>
  return (
    <dl>
      {said.map(([name, value]) => (
        <div key={name}>
          <dt>{t(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
