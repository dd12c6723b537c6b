import type { Json } from '@mortise/expressions'
import { useT } from '@mortise/ui'
import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { filesOf } from '../react/files-cell.tsx'
import { messages } from '../react/messages.ts'
import type { InputProps } from '../react/types.ts'
import { SignatureCell } from './cell.tsx'
import { nameToPng, type Stroke, SignaturePad, strokesToPng } from './pad.tsx'

/**
 * A field to draw in with finger, pen or mouse, or to write one's name in by keyboard. What stands there is uploaded as a
 * picture when the person says so.
 */
export function SignatureInput(props: InputProps): ReactNode {
  const t = useT(messages)
  const { value, onChange, ctx, disabled = false, id } = props
  const [strokes, setStrokes] = useState<readonly Stroke[]>([])
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  if (filesOf(value).length > 0)
    return (
      <div className="m-signature-box">
        <SignatureCell {...props} full />
        {disabled ? null : (
          <Button size="small" onClick={() => onChange(null)}>
            {t('signAgain')}
          </Button>
        )}
      </div>
    )
  const keep = async (): Promise<void> => {
    setBusy(true)
    setProblem(undefined)
    try {
      const picture = await (name.trim() === '' ? strokesToPng(strokes) : nameToPng(name.trim()))
      const stored = await ctx.upload?.(new File([picture], 'signature.png', { type: 'image/png' }))
      if (stored !== undefined) onChange([stored] as unknown as Json)
      setStrokes([])
      setName('')
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
    setBusy(false)
  }
  return (
    <div className="m-signature-box">
      <SignaturePad
        id={id}
        strokes={strokes}
        typed={name}
        onStrokes={setStrokes}
        disabled={disabled || busy}
      />
      {disabled ? null : (
        <Input
          value={name}
          maxLength={40}
          disabled={busy || strokes.length > 0}
          aria-label={t('typeName')}
          placeholder={t('typeName')}
          onChange={(event) => setName(event.target.value)}
        />
      )}
      {disabled || (strokes.length === 0 && name.trim() === '') ? null : (
        <div className="m-editor-tools">
          <Button
            size="small"
            disabled={busy}
            onClick={() => {
              setStrokes([])
              setName('')
            }}
          >
            {t('clear')}
          </Button>
          <Button size="small" type="primary" loading={busy} onClick={() => void keep()}>
            {t('sign')}
          </Button>
        </div>
      )}
      {problem === undefined ? null : <span className="m-error">{problem}</span>}
    </div>
  )
}
