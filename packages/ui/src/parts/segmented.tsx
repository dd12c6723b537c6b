import { type ReactNode, useId } from 'react'

/** A choice of a few, side by side; arrow keys move as in any group of radio buttons. */
export function SegmentedControl<Value extends string>({
  value,
  options,
  onChange,
  label,
}: {
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: ReactNode; readonly title?: string }[]
  readonly onChange: (value: Value) => void
  readonly label: string
}): ReactNode {
  const name = useId()
  return (
    <div className="m-segmented" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} data-on={option.value === value} title={option.title}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            aria-label={option.title}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  )
}
