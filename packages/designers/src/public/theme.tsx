import type { PublicFormDocument } from '@mortise/schema'
import { Icon, IconButton, useT, useToast } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useRef } from 'react'
import { messages } from './messages.ts'
import { pictureOf } from './pictures.ts'

type ThemeDocument = NonNullable<PublicFormDocument['theme']>

const colors = ['#2B5797', '#1F6F5C', '#B8543F', '#8A5A00', '#6C4FA0', '#A03864', '#2F6F8F', '#3A3F47']
const sizes = { logo: { width: 480, height: 160 }, cover: { width: 1600, height: 560 } }

/** Colour, logo and cover of the page that strangers open. */
export function Theme({
  theme = {},
  onChange,
}: {
  readonly theme: PublicFormDocument['theme']
  readonly onChange: (theme: ThemeDocument) => void
}): ReactNode {
  const t = useT(messages)
  return (
    <div className="d-public-theme">
      <div className="m-field" role="group" aria-label={t('color')}>
        <span className="d-public-label">{t('color')}</span>
        <div className="d-public-colors">
          {colors.map((color) => (
            <button
              key={color}
              type="button"
              style={{ background: color }}
              aria-label={color}
              aria-pressed={theme.color?.toUpperCase() === color}
              onClick={() => onChange({ ...theme, color })}
            />
          ))}
          <input
            type="color"
            aria-label={t('otherColor')}
            title={t('otherColor')}
            value={theme.color ?? '#2B5797'}
            onChange={(event) => onChange({ ...theme, color: event.target.value.toUpperCase() })}
          />
        </div>
      </div>
      <Picture name="logo" theme={theme} onChange={onChange} />
      <Picture name="cover" theme={theme} onChange={onChange} />
    </div>
  )
}

function Picture({
  name,
  theme,
  onChange,
}: {
  readonly name: 'logo' | 'cover'
  readonly theme: ThemeDocument
  readonly onChange: (theme: ThemeDocument) => void
}): ReactNode {
  const t = useT(messages)
  const toast = useToast()
  const picker = useRef<HTMLInputElement>(null)
  const picture = theme[name]
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    try {
      onChange({ ...theme, [name]: await pictureOf(file, sizes[name]) })
    } catch {
      toast({ text: t('badPicture'), tone: 'danger' })
    }
  }
  const remove = (): void => {
    const { [name]: _gone, ...rest } = theme
    onChange(rest)
  }
  return (
    <div className="m-field">
      <span className="d-public-label">{t(name)}</span>
      <input
        ref={picker}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        hidden
        onChange={(event) => {
          void take(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <div className="d-public-picture">
        {picture === undefined ? null : <img src={picture} alt={t(name)} data-kind={name} />}
        <Button size="small" icon={<Icon name="image" size={14} />} onClick={() => picker.current?.click()}>
          {t('choose')}
        </Button>
        {picture === undefined ? null : <IconButton icon="x" label={t('remove')} onClick={remove} />}
      </div>
    </div>
  )
}
