import { say } from '@mortise/errors'
import { nodeKey } from '@mortise/forms'
import { useNarrow, useT } from '@mortise/ui'
import { Button, Steps } from 'antd'
import type { ReactNode } from 'react'
import { checkFields } from '../check-fields.ts'
import { countErrors } from '../count-errors.ts'
import { focusField } from '../focus-field.ts'
import { useFormPart, useFormStore, useOpenPart } from '../form-store.ts'
import { messages } from '../messages.ts'
import { fieldsInside } from '../trail.ts'
import { useShownParts } from '../use-shown-parts.ts'
import { InnerNodes } from './draw.ts'
import type { NodeProps } from './types.ts'

/** Parts of a form one after another. Going on checks what is passed over, unless the form says it need not. */
export function StepsNode({ node, pointer, ...around }: NodeProps<'steps'>): ReactNode {
  const t = useT(messages)
  const narrow = useNarrow()
  const store = useFormStore()
  const placeOf = (at: number): string => `${pointer}/steps/${at}`
  const shown = useShownParts(node.steps, placeOf)
  const steps = node.steps
    .map((step, at) => ({ step, at, place: placeOf(at), fields: fieldsInside(step.nodes) }))
    .filter(({ at }) => shown[at] === true)
  const wrong = useFormPart(store, (state) =>
    steps.map(({ fields }) => (countErrors(state, fields) > 0 ? '1' : '0')).join(''),
  )
  const [open, show] = useOpenPart(store, nodeKey(node, pointer), steps[0]?.at ?? 0)
  const current = Math.max(
    0,
    steps.findIndex(({ at }) => at === open),
  )
  const step = steps[current]
  const goTo = (to: number): void => {
    const passed = node.checkEachStep === false ? [] : steps.slice(current, to)
    for (const { at, fields } of passed) {
      const [first] = checkFields(store, fields)
      if (first === undefined) continue
      show(at)
      return focusField(store, first.path)
    }
    const next = steps[to]
    if (next !== undefined) show(next.at)
  }
  if (step === undefined) return null
  return (
    <div className="m-stack m-form-steps">
      <Steps
        size="small"
        current={current}
        responsive={false}
        {...(narrow ? { type: 'dot' as const } : {})}
        onChange={goTo}
        items={steps.map((one, at) => ({
          title: say(one.step.label, around.ctx.locale),
          ...(wrong[at] === '1' ? { status: 'error' as const } : {}),
        }))}
      />
      <InnerNodes key={step.at} nodes={step.step.nodes} pointer={`${step.place}/nodes`} {...around} />
      <div className="m-row">
        {current > 0 ? <Button onClick={() => goTo(current - 1)}>{t('back')}</Button> : null}
        {current < steps.length - 1 ? (
          <Button type="primary" ghost onClick={() => goTo(current + 1)}>
            {t('next')}
          </Button>
        ) : null}
        <span className="m-faint">
          {current + 1} / {steps.length}
        </span>
      </div>
    </div>
  )
}
