import { say } from '@mortise/errors'
import { type DocumentKind, documentKinds, placeOfFile } from '@mortise/schema'
import { Icon, listed, SegmentedControl, Skeleton, Tag, useLocale, useT, useToast } from '@mortise/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { documentWords } from '../kit/place-words.ts'
import { ProblemList } from '../kit/problem-list.tsx'
import { usePlaceContext } from '../kit/use-place-words.ts'
import { type MergeChoices, type MergeConflict, type MergePlan, placed } from '../workbench/api.ts'
import { useAfterRewrite, useDocuments, useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'
import { shortValue } from './short-value.ts'

const isDesigned = (kind: string): kind is DocumentKind => documentKinds.some((one) => one === kind)

const tones: { readonly [type: string]: 'green' | 'red' | 'violet' | 'blue' } = {
  added: 'green',
  removed: 'red',
  renamed: 'violet',
  changed: 'blue',
}

/** What putting an app in will do; where both sides changed something, a person says whose counts. */
export function MergeDialog({
  file,
  onClose,
}: {
  readonly file: File
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const { api, space } = useWorkbench()
  const refresh = useAfterRewrite()
  const toast = useToast()
  const [choices, setChoices] = useState<MergeChoices>({})
  const plan = useQuery({
    queryKey: ['design', 'merge', file.name, file.lastModified, choices],
    queryFn: async () => {
      await space.flush()
      return api.planApp(file, choices)
    },
    placeholderData: (before) => before,
    gcTime: 0,
    retry: false,
  })
  const apply = useMutation({
    mutationFn: () => api.applyApp(file, choices),
    onSuccess: async ({ app, to }) => {
      toast({ text: t('applied', { app, version: to }), tone: 'success' })
      onClose()
      await refresh()
    },
  })
  const error = plan.error ?? apply.error
  const ready = plan.data !== undefined && plan.data.problems.length === 0 && plan.data.drafts.length === 0
  return (
    <Modal
      open
      width={760}
      title={t('mergeTitle', { file: file.name })}
      onCancel={onClose}
      footer={
        <span className="d-dialog-foot">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            type="primary"
            disabled={!ready}
            loading={apply.isPending}
            icon={<Icon name="rocket" />}
            onClick={() => apply.mutate()}
          >
            {t('applyApp')}
          </Button>
        </span>
      }
    >
      <div className="d-publish">
        {plan.isPending ? <Skeleton shape="lines" /> : null}
        {error === null ? null : (
          <div className="d-failure" role="alert">
            {error.message}
          </div>
        )}
        {plan.data === undefined ? null : (
          <Plan
            plan={plan.data}
            choices={choices}
            onChoose={(path, side) => setChoices({ ...choices, [path]: side })}
          />
        )}
      </div>
    </Modal>
  )
}

function Plan({
  plan,
  choices,
  onChoose,
}: {
  readonly plan: MergePlan
  readonly choices: MergeChoices
  readonly onChoose: (path: string, side: 'ours' | 'theirs') => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const installed = useDocuments('app').find(({ key }) => key === plan.app)
  const app = say(installed?.label, locale) || plan.app
  return (
    <>
      <p>
        {plan.installed
          ? t('mergeFromTo', { app, from: plan.from ?? '–', to: plan.to })
          : t('mergeNew', { app, to: plan.to })}
      </p>
      {plan.drafts.length === 0 ? null : (
        <p className="m-error" role="alert">
          {t('mergeDrafts', { names: listed(plan.drafts, locale) })}
        </p>
      )}
      {plan.problems.length === 0 ? null : (
        <section>
          <h3>{t('mergeProblems')}</h3>
          <ProblemList problems={plan.problems.map(placed)} onGo={() => undefined} />
        </section>
      )}
      {plan.conflicts.length === 0 ? null : (
        <section>
          <h3>{t('conflicts', { n: plan.conflicts.length })}</h3>
          <ul className="d-conflicts">
            {plan.conflicts.map((one) => (
              <ConflictLine
                key={one.path}
                conflict={one}
                side={choices[one.path] ?? 'ours'}
                onChoose={(side) => onChoose(one.path, side)}
              />
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3>{t('mergeChanges', { n: plan.changes.length })}</h3>
        {plan.changes.length === 0 ? <p className="m-faint">{t('mergeNothing')}</p> : null}
        <ul className="d-changes">
          {plan.changes.map((one, index) => (
            <li key={index}>
              <Tag color={tones[one.type] ?? 'blue'}>{t(one.type as 'added')}</Tag>
              <span>{one.sentence}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function ConflictLine({
  conflict: { path, ours, theirs },
  side,
  onChoose,
}: {
  readonly conflict: MergeConflict
  readonly side: 'ours' | 'theirs'
  readonly onChoose: (side: 'ours' | 'theirs') => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const context = usePlaceContext()
  const [folder = '', name = '', ...rest] = path.slice(1).split('/')
  const place = placeOfFile(`${folder}/${name}.json`)
  const kind = place === undefined || !isDesigned(place.kind) ? undefined : place.kind
  const about = kind === undefined ? path : [documentWords(context, kind, name), ...rest].join(' · ')
  const value = (given: unknown): string => (given === undefined ? t('notThere') : shortValue(given, locale))
  return (
    <li>
      <span className="d-conflict-path" title={path}>
        {about}
      </span>
      <dl>
        <div className={side === 'ours' ? 'd-chosen' : ''}>
          <dt>{t('mine')}</dt>
          <dd>{value(ours)}</dd>
        </div>
        <div className={side === 'theirs' ? 'd-chosen' : ''}>
          <dt>{t('theirs')}</dt>
          <dd>{value(theirs)}</dd>
        </div>
      </dl>
      <SegmentedControl
        label={path}
        value={side}
        options={[
          { value: 'ours' as const, label: t('keepMine') },
          { value: 'theirs' as const, label: t('takeTheirs') },
        ]}
        onChange={onChoose}
      />
    </li>
  )
}
