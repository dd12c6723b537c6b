import { isMortiseError, say } from '@mortise/errors'
import { type Expression, type ExpressionInfo, type Json, language, type Scope } from '@mortise/expressions'
import { Icon, IconButton, useLocale, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'
import { readSample, withAnswers } from './sample.ts'

type Outcome = { readonly name: string | undefined; readonly value: Json } | { readonly fault: string }

/**
 * What the formula gives on a real record, as it is written. Where names do not mean a record of the entity (a flow's
 * variables, a report's measures) only formulas without names are tried.
 */
export function Trial({
  expression,
  scope,
  entity,
}: {
  readonly expression: Expression
  readonly scope: Scope
  readonly entity: string | undefined
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { client, model } = useWorkbench()
  const [at, setAt] = useState(0)
  const tried = useDeferredValue(expression)
  const info = infoOf(tried, scope)
  const home = model.entity(entity ?? '')
  const own = home !== undefined && home.scope.name === scope.name
  const possible = info !== undefined && (own || info.deps.fields.length === 0)
  const answer = useQuery({
    queryKey: ['design', 'trial', entity, JSON.stringify(tried), at, info?.deps.paths.join()],
    enabled: possible,
    retry: false,
    staleTime: 30_000,
    placeholderData: (before) => before,
    queryFn: async (): Promise<Outcome> => {
      const deps = info?.deps
      const sample =
        deps === undefined || home === undefined || !own || deps.fields.length === 0
          ? undefined
          : await readSample({ client, model, entity: home, deps }, at)
      if (deps !== undefined && deps.fields.length > 0 && sample === undefined)
        return { fault: t('noSample') }
      try {
        const input = sample?.input ?? { row: {} }
        const value = await withAnswers(client, (lookup) =>
          language.evaluate(tried, { ...input, ...model.time, now: new Date().toISOString(), lookup }, scope),
        )
        return { name: sample?.name, value }
      } catch (error) {
        return { fault: isMortiseError(error) ? say(error.text, locale) : t('noSample') }
      }
    },
  })
  if (!possible || (answer.data === undefined && !answer.isError)) return null
  if (answer.isError || answer.data === undefined) return <p className="d-trial m-faint">{t('noSample')}</p>
  if ('fault' in answer.data) return <p className="d-trial m-faint">{answer.data.fault}</p>
  const { name, value } = answer.data
  return (
    <p className="d-trial" aria-live="polite">
      <Icon name="play" size={12} />
      <span className="m-faint">{name === undefined ? t('tried') : t('triedOn', { name })}</span>
      <output>{shown(value, t)}</output>
      {name === undefined ? null : (
        <IconButton icon="refresh-cw" label={t('nextSample')} onClick={() => setAt((at + 1) % 10)} />
      )}
    </p>
  )
}

function infoOf(expression: Expression, scope: Scope): ExpressionInfo | undefined {
  const checked = language.check(expression, scope, { allow: { previous: true } })
  return checked.ok ? checked.info : undefined
}

function shown(value: Json, t: (key: 'yes' | 'no' | 'empty') => string): string {
  if (value === null) return t('empty')
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (Array.isArray(value)) return value.map((one: Json) => shown(one, t)).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
