import type { InputProps } from '@mortise/fields/react'
import { IconButton, useT } from '@mortise/ui'
import { Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { messages } from './messages.ts'

const shape = /^#[0-9a-fA-F]{6}$/

/** Colours that come out on paper, also on a printer without any. */
const often = [
  '#1E2227',
  '#555D66',
  '#B42318',
  '#2B5797',
  '#F2F1EC',
  '#EAF0F8',
  '#FDECEA',
  '#FFF6DB',
] as const

/** A colour of print as `#RRGGBB`: one of a few, one from the colours of the system, or written out. */
export function ColourEditor({ value, onChange, id, disabled = false }: InputProps): ReactNode {
  const t = useT(messages)
  const colour = typeof value === 'string' ? value : ''
  const [writing, setWriting] = useState<string>()
  const write = (next: string): void => {
    setWriting(shape.test(next) || next === '' ? undefined : next)
    if (next === '') onChange(null)
    else if (shape.test(next)) onChange(next.toUpperCase())
  }
  return (
    <div className="d-colour">
      <div className="d-colour-line">
        <input
          type="color"
          aria-label={t('otherColour')}
          title={t('otherColour')}
          disabled={disabled}
          value={shape.test(colour) ? colour : '#FFFFFF'}
          onChange={(event) => write(event.target.value)}
        />
        <Input
          {...(id === undefined ? {} : { id })}
          value={writing ?? colour}
          disabled={disabled}
          placeholder="#RRGGBB"
          maxLength={7}
          onChange={(event) => write(event.target.value.trim())}
          onBlur={() => setWriting(undefined)}
        />
        <IconButton
          icon="x"
          size={14}
          label={t('noColour')}
          disabled={disabled || colour === ''}
          onClick={() => write('')}
        />
      </div>
      <div className="d-colour-often" role="group" aria-label={t('oftenColours')}>
        {often.map((one) => (
          <button
            key={one}
            type="button"
            style={{ background: one }}
            aria-label={one}
            aria-pressed={one === colour}
            disabled={disabled}
            onClick={() => write(one)}
          />
        ))}
      </div>
    </div>
  )
}
