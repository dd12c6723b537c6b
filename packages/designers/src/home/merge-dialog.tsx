import { listed, say } from '@mortise/errors'
import { type DocumentKind, documentKinds, placeOfFile } from '@mortise/schema'
import { Icon, SegmentedControl, Skeleton, Tag, useLocale, useT, useToast } from '@mortise/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { mergePlaceWords } from '../kit/place-words.ts'
import { ProblemList } from '../kit/problem-list.tsx'
import { usePlaceContext } from '../kit/use-place-words.ts'
import { placed } from '../workbench/api.ts'
import type { MergeChoices, MergeConflict, MergePlan } from '../workbench/apps-api.ts'
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

/** Where a version of an app comes from, and what becomes of it. */
export type MergeSource = {
  /** Tells sources apart. */
  readonly id: string
  readonly title: string
  /** The word on the button. */
  readonly word: string
  readonly plan: (choices: MergeChoices) => Promise<MergePlan>
  readonly apply: (choices: MergeChoices) => Promise<MergePlan>
  /** Said when it is done. */
  readonly done: (made: MergePlan) => string
  /** It is drafted and not published: what is wrong with it can be mended there. */
  readonly drafts: boolean
  /** What its sides are called where it is no newer version of an app. */
  readonly words?: MergeWords
}

/** What the sides of a merge are called. */
export type MergeWords = {
  readonly intro: string
  readonly changes: (n: number) => string
  readonly kept: (n: number) => string
  readonly theirs: string
  readonly takeTheirs: string
}

/** What putting an app in will do; where both sides changed something, a person says whose counts. */
export function MergeDialog({
  source,
  onClose,
}: {
  readonly source: MergeSource
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const { space } = useWorkbench()
  const refresh = useAfterRewrite()
  const toast = useToast()
  const [choices, setChoices] = useState<MergeChoices>({})
  const plan = useQuery({
    queryKey: ['design', 'merge', source.id, choices],
    queryFn: async () => {
      await space.flush()
      return source.plan(choices)
    },
    placeholderData: (before) => before,
    gcTime: 0,
    retry: false,
  })
  const apply = useMutation({
    mutationFn: () => source.apply(choices),
    onSuccess: async (made) => {
      toast({ text: source.done(made), tone: 'success' })
      onClose()
      await refresh()
    },
  })
  const error = plan.error ?? apply.error
  const { problems = [], drafts = [] } = plan.data ?? {}
  const ready = plan.data !== undefined && drafts.length === 0 && (source.drafts || problems.length === 0)
  return (
    <Modal
      open
      width={760}
      title={source.title}
      onCancel={onClose}
      footer={
        <span className="d-dialog-foot">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            type="primary"
            disabled={!ready}
            loading={apply.isPending}
            icon={<Icon name={source.drafts ? 'pencil' : 'rocket'} />}
            onClick={() => apply.mutate()}
          >
            {source.word}
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
            given={source.words}
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
  given,
  choices,
  onChoose,
}: {
  readonly plan: MergePlan
  readonly given: MergeWords | undefined
  readonly choices: MergeChoices
  readonly onChoose: (path: string, side: 'ours' | 'theirs') => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const installed = useDocuments('app').find(({ key }) => key === plan.app)
  const app = say(installed?.label, locale) || plan.app
  const words: MergeWords = given ?? {
    intro: plan.installed
      ? t('mergeFromTo', { app, from: plan.from ?? '–', to: plan.to })
      : t('mergeNew', { app, to: plan.to }),
    changes: (n) => t('mergeChanges', { n }),
    kept: (n) => t('mergeKept', { n }),
    theirs: t('theirs'),
    takeTheirs: t('takeTheirs'),
  }
  return (
    <>
      <p>{words.intro}</p>
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
                words={words}
                side={choices[one.path] ?? 'ours'}
                onChoose={(side) => onChoose(one.path, side)}
              />
            ))}
          </ul>
        </section>
      )}
      <Side title={words.changes(plan.changes.length)} changes={plan.changes}>
        {plan.changes.length === 0 ? <p className="m-faint">{t('mergeNothing')}</p> : null}
      </Side>
      {plan.kept.length === 0 ? null : <Side title={words.kept(plan.kept.length)} changes={plan.kept} />}
    </>
  )
}

/** What one side brings: document by document, and field by field. */
function Side({
  title,
  changes,
  children,
}: {
  readonly title: string
  readonly changes: MergePlan['changes']
  readonly children?: ReactNode
}): ReactNode {
  const t = useT(messages)
  return (
    <section>
      <h3>{title}</h3>
      {children}
      <ul className="d-changes">
        {changes.map((one, index) => (
          <li key={index}>
            <Tag color={tones[one.type] ?? 'blue'}>{t(one.type as 'added')}</Tag>
            <span>
              {one.sentence}
              {(one.steps ?? []).map((step) => (
                <small key={step} className="d-change-step">
                  {step}
                </small>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function ConflictLine({
  conflict: { path, ours, theirs },
  words,
  side,
  onChoose,
}: {
  readonly conflict: MergeConflict
  readonly words: MergeWords
  readonly side: 'ours' | 'theirs'
  readonly onChoose: (side: 'ours' | 'theirs') => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const context = usePlaceContext()
  const [folder = '', name = '', ...rest] = path.slice(1).split('/')
  const place = placeOfFile(`${folder}/${name}.json`)
  const kind = place === undefined || !isDesigned(place.kind) ? undefined : place.kind
  const about = kind === undefined ? path : mergePlaceWords(context, { kind, key: name, names: rest })
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
          <dt>{words.theirs}</dt>
          <dd>{value(theirs)}</dd>
        </div>
      </dl>
      <SegmentedControl
        label={about}
        value={side}
        options={[
          { value: 'ours' as const, label: t('keepMine') },
          { value: 'theirs' as const, label: words.takeTheirs },
        ]}
        onChange={onChoose}
      />
    </li>
  )
}
