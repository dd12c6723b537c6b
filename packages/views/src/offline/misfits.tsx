import { say } from '@mortise/errors'
import { useLocale, useT } from '@mortise/ui'
import { Alert } from 'antd'
import type { ReactNode } from 'react'
import type { Misfit } from './by-ids.ts'
import { messages } from './messages.ts'
import { misfitText } from './misfit-text.ts'

/** Tells what of a draft has no place in the form any more, so that nothing is lost without a word. */
export function Misfits({ list }: { readonly list: readonly Misfit[] }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  if (list.length === 0) return null
  return (
    <Alert
      className="m-misfits"
      type="warning"
      showIcon
      closable
      title={t('misfits')}
      description={
        <ul>
          {list.map((one, at) => (
            <li key={at}>
              <b>{say(one.label, locale)}</b> {misfitText(one)}
            </li>
          ))}
        </ul>
      }
    />
  )
}
