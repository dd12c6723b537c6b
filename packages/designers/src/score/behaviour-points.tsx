import { say } from '@mortise/errors'
import type { ScoreDocument } from '@mortise/schema'
import { Card, Icon, IconButton, useLocale, useT } from '@mortise/ui'
import { Button, Input, InputNumber, Select, Switch } from 'antd'
import type { ReactNode } from 'react'
import { ChoiceBox } from '../kit/editors/choice-box.tsx'
import { freshKey } from '../kit/keys.ts'
import { patched } from '../kit/patched.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'
import { reworded } from './score-rows.tsx'
import { numberChoices } from './fields.ts'

type Engagement = NonNullable<ScoreDocument['engagement']>
type Kind = Engagement['kinds'][number]
type Way = 'none' | 'halfLife' | 'step'

const beginnings: { readonly [W in Way]: Engagement['decay'] } = {
  none: undefined,
  halfLife: { type: 'halfLife', days: 30 },
  step: { type: 'step', days: 7, by: 5 },
}

/** Points for what people do: how many each kind gives, how many a day at most, and how they fade. */
export function BehaviourPoints({
  score,
  onChange,
}: {
  readonly score: ScoreDocument
  readonly onChange: (next: ScoreDocument, label: string, merge?: string) => void
}): ReactNode {
  const t = useT(messages)
  const { engagement } = score
  const put = (next: Engagement | undefined, merge?: string): void =>
    onChange(patched(score, { engagement: next }), t('setKind'), merge)
  return (
    <Card
      title={t('behaviour')}
      actions={
        <Switch
          size="small"
          aria-label={t('behaviourOn')}
          checked={engagement !== undefined}
          onChange={(on) =>
            put(on ? { field: '', kinds: [], decay: { type: 'halfLife', days: 30 } } : undefined)
          }
        />
      }
    >
      <p className="m-faint">{t('behaviourNote')}</p>
      {engagement === undefined ? null : (
        <Kinds entity={score.entity} engagement={engagement} onChange={put} />
      )}
    </Card>
  )
}

function Kinds({
  entity,
  engagement,
  onChange,
}: {
  readonly entity: string
  readonly engagement: Engagement
  readonly onChange: (next: Engagement, merge?: string) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const { kinds } = engagement
  const put = (next: readonly Kind[], merge?: string): void => onChange({ ...engagement, kinds: next }, merge)
  const add = (): void => {
    const taken = kinds.map(({ kind }) => kind)
    const kind = freshKey('behaviour', taken, 'behaviour')
    put([...kinds, { kind, label: t('newKind', { n: kinds.length + 1 }), points: 5, perDay: 20 }])
  }
  return (
    <>
      <label className="d-line">
        <span>{t('behaviourField')}</span>
        <ChoiceBox
          label={t('behaviourField')}
          value={engagement.field}
          choices={numberChoices({ model, locale }, entity)}
          onChange={(field) => onChange({ ...engagement, field: typeof field === 'string' ? field : '' })}
        />
      </label>
      <ul className="d-rows d-score-kinds">
        {kinds.map((one, at) => (
          <KindRow
            key={at}
            kind={one}
            onChange={(next) => put(kinds.with(at, next), `kind ${at}`)}
            onRemove={() => put(kinds.toSpliced(at, 1))}
          />
        ))}
      </ul>
      <div className="m-row">
        <Button type="dashed" size="small" icon={<Icon name="plus" size={14} />} onClick={add}>
          {t('addKind')}
        </Button>
      </div>
      <DecayLine decay={engagement.decay} onChange={(decay) => onChange(patched(engagement, { decay }))} />
    </>
  )
}

function KindRow({
  kind,
  onChange,
  onRemove,
}: {
  readonly kind: Kind
  readonly onChange: (next: Kind) => void
  readonly onRemove: () => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { window } = kind
  return (
    <li>
      <Input
        aria-label={t('kindLabel')}
        value={say(kind.label, locale)}
        onChange={({ target }) => onChange({ ...kind, label: reworded(kind.label, locale, target.value) })}
      />
      <Input
        aria-label={t('kind')}
        title={t('kind')}
        value={kind.kind}
        onChange={({ target }) =>
          onChange({ ...kind, kind: target.value.toLowerCase().replace(/[^a-z0-9_]/g, '_') })
        }
      />
      <InputNumber
        aria-label={t('points')}
        title={t('points')}
        value={kind.points}
        onChange={(points) => onChange({ ...kind, points: Number(points ?? 0) })}
      />
      <InputNumber
        aria-label={t('perDay')}
        title={t('perDay')}
        min={0}
        placeholder={t('noCap')}
        value={kind.perDay ?? null}
        onChange={(perDay) => onChange(patched(kind, { perDay }))}
      />
      <span className="m-row" title={t('window')}>
        <InputNumber
          aria-label={`${t('window')} ${t('days')}`}
          min={1}
          placeholder={t('days')}
          value={window?.days ?? null}
          onChange={(days) =>
            onChange(
              patched(kind, {
                window: days === null ? undefined : { points: 50, ...window, days: Number(days) },
              }),
            )
          }
        />
        <InputNumber
          aria-label={`${t('window')} ${t('points')}`}
          min={0}
          disabled={window === undefined}
          placeholder={t('noCap')}
          value={window?.points ?? null}
          onChange={(points) =>
            window && onChange({ ...kind, window: { ...window, points: Number(points ?? 0) } })
          }
        />
      </span>
      <IconButton icon="trash-2" size={14} label={t('removeKind')} onClick={onRemove} />
    </li>
  )
}

function DecayLine({
  decay,
  onChange,
}: {
  readonly decay: Engagement['decay']
  readonly onChange: (decay: Engagement['decay']) => void
}): ReactNode {
  const t = useT(messages)
  const ways: { readonly [W in Way]: string } = {
    none: t('decayNone'),
    halfLife: t('decayHalf'),
    step: t('decayStep'),
  }
  return (
    <div className="m-row d-plan-head">
      <span>{t('decay')}</span>
      <Select<Way>
        aria-label={t('decay')}
        style={{ width: 200 }}
        value={decay?.type ?? 'none'}
        options={(Object.keys(ways) as Way[]).map((value) => ({ value, label: ways[value] }))}
        onChange={(way) => onChange(beginnings[way])}
      />
      {decay === undefined ? null : (
        <InputNumber
          aria-label={t('every')}
          prefix={t('every')}
          suffix={t('days')}
          min={1}
          style={{ width: 130 }}
          value={decay.days}
          onChange={(days) => onChange({ ...decay, days: Number(days ?? 1) })}
        />
      )}
      {decay?.type === 'step' ? (
        <InputNumber
          aria-label={t('by')}
          prefix={t('by')}
          min={1}
          style={{ width: 110 }}
          value={decay.by}
          onChange={(by) => onChange({ ...decay, by: Number(by ?? 1) })}
        />
      ) : null}
    </div>
  )
}
