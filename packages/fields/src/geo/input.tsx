import { IconButton, useT } from '@mortise/ui'
import { Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { messages } from '../react/messages.ts'
import { pureContext } from '../react/formatted-cell.tsx'
import { ariaOf, statusOf } from '../react/status.ts'
import type { InputProps } from '../react/types.ts'
import { geo } from './field.ts'

/** Longitude and latitude, typed, pasted from a map, or taken from the device. */
export function GeoInput(props: InputProps): ReactNode {
  const t = useT(messages)
  const { value, onChange, field, ctx, disabled = false, placeholder, onBlur } = props
  const [draft, setDraft] = useState<string>()
  const [problem, setProblem] = useState(false)
  const context = pureContext(field, ctx)
  const rest = typeof value === 'string' ? value : geo.toText(value, context)
  const change = (text: string): void => {
    setDraft(text)
    const read = geo.parse(text, context)
    onChange(read.ok ? read.value : text)
  }
  const locate = (): void => {
    setProblem(false)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setDraft(undefined)
        onChange({ lat: coords.latitude, lng: coords.longitude })
      },
      () => setProblem(true),
      { enableHighAccuracy: true, timeout: 15_000 },
    )
  }
  // The device tells WGS-84; in any other system it would be hundreds of metres off.
  const device = field.settings?.['system'] === 'wgs84' && !disabled && 'geolocation' in navigator
  return (
    <>
      <div className="m-editor-row">
        <Input
          {...ariaOf(props)}
          {...statusOf(props.invalid)}
          value={draft ?? rest}
          disabled={disabled}
          placeholder={placeholder ?? '116.397451,39.909187'}
          onChange={(event) => change(event.target.value)}
          onBlur={() => {
            setDraft(undefined)
            onBlur?.()
          }}
        />
        {device ? <IconButton icon="locate" label={t('locate')} onClick={locate} /> : null}
      </div>
      {problem ? <span className="m-error">{t('locateFailed')}</span> : null}
    </>
  )
}
