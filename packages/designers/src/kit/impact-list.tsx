import { listed } from '@mortise/errors'
import { kindNames } from '@mortise/schema'
import { Icon, Tag, useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import type { Impact } from '../workbench/api.ts'
import { messages } from './element-messages.ts'
import { documentWords } from './place-words.ts'
import { usePlaceContext } from './use-place-words.ts'

/** What a change reaches: documents by kind, runs under way, keys of programs. Folded until somebody looks. */
export function ImpactList({ impact }: { readonly impact: Impact | undefined }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const context = usePlaceContext()
  if (impact === undefined) return null
  const { documents, instances, apiKeys } = impact
  const count = documents.length + (instances > 0 ? 1 : 0) + (apiKeys.length > 0 ? 1 : 0)
  if (count === 0) return <span className="m-faint d-impact-none">{t('reachesNothing')}</span>
  return (
    <details className="d-impact">
      <summary>
        <Icon name="chevron-right" size={14} />
        {t('reaches', { n: count })}
        <span className="d-impact-kinds">
          {[...Map.groupBy(documents, (one) => one.kind)].map(([kind, own]) => (
            <Tag key={kind}>{`${kindNames[kind][locale]} ${own.length}`}</Tag>
          ))}
        </span>
      </summary>
      <ul>
        {documents.map(({ kind, key, places }) => (
          <li key={`${kind} ${key}`}>
            <span className="m-clip">{documentWords(context, kind, key)}</span>
            <span className="m-faint m-num">{t('places', { n: places })}</span>
          </li>
        ))}
        {instances === 0 ? null : (
          <li>
            <Icon name="git-branch" size={14} />
            <span>{t('instances', { n: instances })}</span>
          </li>
        )}
        {apiKeys.length === 0 ? null : (
          <li>
            <Icon name="key" size={14} />
            <span>{t('apiKeys', { names: listed(apiKeys, locale) })}</span>
          </li>
        )}
      </ul>
    </details>
  )
}
