import { say } from '@mortise/errors'
import type { FieldDocument, OptionDocument } from '@mortise/schema'
import { Tag } from '@mortise/ui'
import type { ReactNode } from 'react'
import type { FaceContext } from './types.ts'

/** The choices of a field. */
export function choicesOf(field: FieldDocument): readonly OptionDocument[] {
  const options = field.settings?.['options']
  return Array.isArray(options) ? (options as unknown as readonly OptionDocument[]) : []
}

/** A value of a choice field as a tag in its tint; a value whose option is gone stays readable. */
export function OptionTag({
  field,
  value,
  locale,
}: {
  readonly field: FieldDocument
  readonly value: string
  readonly locale: 'zh' | 'en'
}): ReactNode {
  const option = choicesOf(field).find((one) => one.value === value)
  return <Tag color={option?.color}>{option === undefined ? value : say(option.label, locale)}</Tag>
}

/** The choices open now, as a select box wants them; the current one always stays in. */
export function openChoices(
  field: FieldDocument,
  ctx: FaceContext,
  current: readonly string[],
): { value: string; label: string; color: string | undefined }[] {
  const allowed = ctx.allowedOptions?.(field)
  return choicesOf(field)
    .filter(
      ({ value, disabled }) =>
        current.includes(value) || (disabled !== true && allowed?.has(value) !== false),
    )
    .map(({ value, label, color }) => ({ value, label: say(label, ctx.locale), color }))
}

/** A choice in a select box: a tag where the field gives its choices tints, else plain words. */
export function ChoiceLabel({
  choices,
  value,
  label,
}: {
  readonly choices: ReturnType<typeof openChoices>
  readonly value: unknown
  readonly label: ReactNode
}): ReactNode {
  if (choices.every(({ color }) => color === undefined)) return label
  return <Tag color={choices.find((one) => one.value === value)?.color}>{label}</Tag>
}
