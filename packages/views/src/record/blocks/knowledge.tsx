import type { SearchHit, WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import { Card, ErrorState, Icon, Link, Skeleton, useLocale, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { paths } from '../../workspace/paths.ts'
import { messages } from '../messages.ts'
import { optionsOf } from '../stages.ts'
import { fieldsSetting, labelSetting } from './settings.ts'
import type { BlockProps, BlockType } from './types.ts'

/** How many words are looked for, and how many articles shown. */
const mostWords = 5
const mostHits = 6

/** Words of a record that articles may speak of: names of choices and linked records, and what short texts say. */
export function wordsOf(
  record: WireRecord,
  given: {
    readonly entity: EntityModel
    readonly fields: readonly string[]
    readonly labelOf: (entity: string, id: string) => string | null | undefined
  },
): readonly string[] {
  const words = given.fields.flatMap((key): readonly string[] => {
    const field = given.entity.field(key)
    const value = record[key]
    if (field === undefined || value === null || value === undefined) return []
    const options = optionsOf(field)
    const list = Array.isArray(value) ? value : [value]
    if (options.length > 0)
      return list.map((one) => say(options.find((option) => option.value === one)?.label, 'zh'))
    const target = field.document.settings?.['target']
    if (typeof target === 'string') return list.map((one) => given.labelOf(target, String(one)) ?? '')
    return String(value).split(/[\s,，。；;、/]+/)
  })
  return [...new Set(words.map((word) => word.trim()).filter((word) => word.length > 1))].slice(0, mostWords)
}

/** Articles that many of the words lead to come first. */
export function ranked(found: readonly (readonly SearchHit[])[]): readonly SearchHit[] {
  const scores = new Map<string, { readonly hit: SearchHit; readonly score: number }>()
  for (const hits of found)
    for (const hit of hits) scores.set(hit.id, { hit, score: (scores.get(hit.id)?.score ?? 0) + 1 })
  return [...scores.values()].toSorted((a, b) => b.score - a.score).map(({ hit }) => hit)
}

function Knowledge({ block, entity, record }: BlockProps): ReactNode {
  const { client, model, me, labels } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const articles = model.entity(block.entity ?? '')
  const words = wordsOf(record, {
    entity,
    fields: block.fields ?? [],
    labelOf: (of, id) => labels.get(of, id),
  })
  const mayRead = articles !== undefined && me.entities[articles.key]?.read === true
  const found = useQuery({
    queryKey: ['knowledge', block.entity, words],
    queryFn: async ({ signal }) =>
      ranked(await Promise.all(words.map((word) => client.session.search(word, signal, block.entity)))),
    enabled: mayRead && words.length > 0,
    staleTime: 60_000,
  })
  if (!mayRead) return null
  const hits = (found.data ?? []).slice(0, mostHits)
  return (
    <Card
      className="m-knowledge"
      title={
        <span className="m-row">
          <Icon name="lightbulb" /> {say(block.label, locale) || t('knowledge')}
        </span>
      }
      actions={<Link href={paths.list(articles.key)}>{t('knowledgeAll')}</Link>}
    >
      {found.isLoading ? <Skeleton shape="lines" count={3} /> : null}
      {found.isError ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
      <ul className="m-home-list">
        {hits.map((hit) => (
          <li key={hit.id}>
            <Link href={paths.record(hit.entity, hit.id)}>
              <span className="m-clip">{hit.title}</span>
            </Link>
          </li>
        ))}
        {!found.isLoading && hits.length === 0 ? <li className="m-faint">{t('knowledgeNone')}</li> : null}
      </ul>
    </Card>
  )
}

/** Articles found by what the record says. */
export const knowledgeBlock: BlockType = {
  type: 'knowledge',
  label: { zh: '相关知识', en: 'Knowledge' },
  icon: 'lightbulb',
  description: { zh: '按这条记录的内容找出资料、案例和话术', en: 'Articles found by what the record says' },
  place: 'both',
  settings: [
    labelSetting,
    {
      key: 'entity',
      label: { zh: '资料在哪张数据表', en: 'Articles are' },
      type: 'text',
      required: true,
      settings: { editor: 'entity' },
    },
    { ...fieldsSetting, label: { zh: '按哪些字段的内容找', en: 'Looked for by' } },
  ],
  Component: Knowledge,
}
