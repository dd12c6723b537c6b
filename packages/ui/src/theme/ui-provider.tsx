import type { Locale } from '@mortise/errors'
import { ConfigProvider, type ConfigProviderProps } from 'antd'
import enUS from 'antd/locale/en_US.js'
import zhCN from 'antd/locale/zh_CN.js'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useRef } from 'react'
import { LocaleContext } from '../i18n/create-messages.ts'
import { ConfirmProvider } from '../parts/confirm.tsx'
import { ToastProvider } from '../parts/toast.tsx'
import { mediaOf, useMedia } from '../parts/use-media.ts'
import '../styles/base.css'
import '../styles/parts.css'
import '../styles/motion.css'
import { antdTheme } from './antd-theme.ts'
import { applyTokens, type Mode } from './tokens.ts'

/** What every part of the screen may ask about its surroundings. */
export type UiEnvironment = {
  readonly mode: Mode
  /** IANA zone in which dates are shown. */
  readonly timeZone: string
  /** Coarse pointer: larger controls. */
  readonly touch: boolean
}

const reducedMotion = mediaOf('(prefers-reduced-motion: reduce)')

type AntdLocale = NonNullable<ConfigProviderProps['locale']>

// The files are CommonJS: bundlers and Node disagree on whether the default import is the value or wraps it.
const unwrap = (module: AntdLocale | { readonly default: AntdLocale }): AntdLocale =>
  'default' in module ? (module.default as AntdLocale) : module
const antdLocale: { readonly [K in Locale]: AntdLocale } = { zh: unwrap(zhCN), en: unwrap(enUS) }

const UiContext = createContext<UiEnvironment>({ mode: 'light', timeZone: 'Asia/Shanghai', touch: false })

/** Mode, time zone and pointer of the screen. */
export function useUi(): UiEnvironment {
  return useContext(UiContext)
}

/** A part of the screen in another mode than the rest of it, such as what hangs dark on a wall. */
export function ModeScope({
  mode,
  className,
  children,
}: {
  readonly mode: Mode
  readonly className?: string
  readonly children: ReactNode
}): ReactNode {
  const around = useUi()
  const box = useRef<HTMLDivElement>(null)
  const still = useMedia(reducedMotion)
  useLayoutEffect(() => {
    if (box.current !== null) applyTokens(box.current, mode)
  }, [mode])
  const { touch } = around
  const theme = useMemo(() => antdTheme(mode, { touch, still }), [mode, touch, still])
  const environment = useMemo(() => ({ ...around, mode }), [around, mode])
  return (
    <UiContext value={environment}>
      <ConfigProvider theme={theme}>
        <div ref={box} className={className}>
          {children}
        </div>
      </ConfigProvider>
    </UiContext>
  )
}

export type UiProviderProps = {
  readonly locale: Locale
  readonly mode: Mode
  readonly timeZone: string
  readonly touch?: boolean
  readonly children: ReactNode
}

/** Theme, language, toasts and dialogs for everything inside. Stands once, at the root. */
export function UiProvider({ locale, mode, timeZone, touch = false, children }: UiProviderProps): ReactNode {
  useLayoutEffect(() => {
    applyTokens(document.documentElement, mode)
    document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en'
    dayjs.locale(locale === 'zh' ? 'zh-cn' : 'en')
  }, [mode, locale])
  const still = useMedia(reducedMotion)
  const theme = useMemo(() => antdTheme(mode, { touch, still }), [mode, touch, still])
  const environment = useMemo(() => ({ mode, timeZone, touch }), [mode, timeZone, touch])
  return (
    <LocaleContext value={locale}>
      <UiContext value={environment}>
        <ConfigProvider
          locale={antdLocale[locale]}
          theme={theme}
          button={{ autoInsertSpace: false }}
          wave={{ disabled: true }}
        >
          <div className="m-root">
            <ConfirmProvider>
              <ToastProvider>{children}</ToastProvider>
            </ConfirmProvider>
          </div>
        </ConfigProvider>
      </UiContext>
    </LocaleContext>
  )
}
