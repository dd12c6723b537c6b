import type { DocumentKind } from '@mortise/schema'
import { Avatar, useNavigator, useT } from '@mortise/ui'
import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { readDesignPath } from '../workbench/hrefs.ts'
import { usePresence } from '../workbench/live.tsx'
import { messages } from '../workbench/live-messages.ts'

/** Who else is at the document of this page. */
export function PresentPeople(): ReactNode {
  const { current } = useNavigator()
  const place = readDesignPath(current)
  return place === undefined ? null : <People kind={place.kind as DocumentKind} name={place.key} />
}

function People({ kind, name }: { readonly kind: DocumentKind; readonly name: string }): ReactNode {
  const t = useT(messages)
  const people = usePresence(kind, name)
  if (people.length === 0) return null
  return (
    <span className="d-people">
      {people.slice(0, 4).map((one) => {
        const words =
          one.at === undefined || one.at === ''
            ? t('alsoHere', { name: one.name })
            : t('alsoHereAt', { name: one.name, at: one.at })
        return (
          <Tooltip key={one.user} title={words}>
            <span role="img" aria-label={words} tabIndex={0}>
              <Avatar name={one.name} size={26} />
            </span>
          </Tooltip>
        )
      })}
    </span>
  )
}
