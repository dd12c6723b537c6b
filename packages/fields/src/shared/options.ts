import { nearestName, say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FieldDocument, OptionDocument } from '@mortise/schema'
import { errors } from '../errors.ts'
import type { FieldContext, ParseResult } from '../define.ts'
import { fail, plain, quoted } from './results.ts'
import { optionsOf, setting } from './settings.ts'

/** The setting that holds the choices. */
export const optionsSetting: FieldDocument = setting('options', 'options', {
  zh: '选项',
  en: 'Options',
  required: true,
})

/** Two choices to start from, as a palette drops them. */
export const firstOptions: Json = [
  { value: 'option_1', label: { zh: '选项一', en: 'Option 1' }, color: 'blue' },
  { value: 'option_2', label: { zh: '选项二', en: 'Option 2' }, color: 'green' },
]

const folded = (words: string): string => plain(words).toLowerCase()

function labelsOf(option: OptionDocument): readonly string[] {
  return [say(option.label, 'zh'), say(option.label, 'en')]
}

/** The option meant by a text: its value, else its label in either language, capitals and width ignored. */
export function findOption(field: FieldDocument, words: string): OptionDocument | undefined {
  const options = optionsOf(field)
  const exact = options.find((option) => option.value === words)
  if (exact !== undefined) return exact
  const wanted = folded(words)
  return (
    options.find((option) => labelsOf(option).some((label) => folded(label) === wanted)) ??
    options.find((option) => folded(option.value) === wanted)
  )
}

/** The error of a text that means no option, with the nearest label as a hint. */
export function unknownOption(field: FieldDocument, input: Json | undefined): ParseResult {
  const names = optionsOf(field).flatMap((option) => [option.value, ...labelsOf(option)])
  const near = typeof input === 'string' ? nearestName(input, names) : undefined
  const hint =
    near === undefined
      ? { hintZh: '', hintEn: '' }
      : { hintZh: `，是不是“${near}”？`, hintEn: `; did you mean “${near}”?` }
  return fail(errors.FIELD_OPTION({ input: quoted(input), ...hint }))
}

/** The label of an option value; the value itself when the option is gone, so that old records still read. */
export function optionLabel(field: FieldDocument, value: string, locale: 'zh' | 'en'): string {
  const option = optionsOf(field).find((one) => one.value === value)
  return option === undefined ? value : say(option.label, locale) || value
}

/** What a file carries: the label where it leads back to this option, else the value. */
export function optionText(value: string, ctx: FieldContext): string {
  const label = optionLabel(ctx.field, value, ctx.locale)
  return label === plain(label) && findOption(ctx.field, label)?.value === value ? label : value
}

/** Order of option values: by code point, the order of the stored text. */
export function allValues(field: FieldDocument): readonly string[] {
  return optionsOf(field).map((option) => option.value)
}
