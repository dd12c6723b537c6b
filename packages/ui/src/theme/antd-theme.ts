import { type ThemeConfig, theme } from 'antd'
import { fontFamily, type Mode, tokens } from './tokens.ts'

type Given = {
  /** Coarse pointer: larger controls. */
  readonly touch: boolean
  /** The person asked the system for no motion. */
  readonly still: boolean
}

// The dark algorithm dims the colours it is given; ours are drawn for a dark ground already and have to be read on it.
const asDrawn: typeof theme.darkAlgorithm = (seed, map = theme.darkAlgorithm(seed)) => {
  const { colorPrimary, colorInfo, colorSuccess, colorWarning, colorError } = seed
  return {
    ...map,
    colorPrimary,
    colorInfo,
    colorSuccess,
    colorWarning,
    colorError,
    colorErrorText: colorError,
  }
}

/** The antd theme of a mode, made of our tokens: the one place where antd's look is decided. */
export function antdTheme(mode: Mode, given: Given): ThemeConfig {
  const t = tokens[mode]
  return {
    algorithm: mode === 'dark' ? [theme.darkAlgorithm, asDrawn] : theme.defaultAlgorithm,
    token: {
      colorPrimary: t.primary,
      colorPrimaryHover: mode === 'dark' ? '#9ABBEC' : '#234A82',
      colorInfo: t.info,
      colorSuccess: t.success,
      colorWarning: t.warning,
      colorError: t.danger,
      colorLink: t.primary,
      colorTextBase: t.text,
      colorText: t.text,
      colorTextSecondary: t.secondary,
      colorTextTertiary: t.placeholder,
      colorTextDescription: t.secondary,
      colorTextPlaceholder: t.placeholder,
      colorTextDisabled: t.placeholder,
      colorTextLightSolid: t.onPrimary,
      colorIcon: t.secondary,
      colorBgLayout: t.page,
      colorBgContainer: t.surface,
      colorBgElevated: t.raised,
      colorBgContainerDisabled: t.sunken,
      colorBorder: t.borderStrong,
      colorBorderSecondary: t.border,
      colorSplit: t.border,
      colorBgMask: t.scrim,
      controlItemBgHover: t.hover,
      controlItemBgActive: t.primaryTint,
      controlItemBgActiveHover: t.primaryTint,
      fontFamily,
      fontSize: 14,
      fontWeightStrong: 600,
      borderRadius: 6,
      borderRadiusLG: 10,
      borderRadiusSM: 4,
      controlHeight: given.touch ? 44 : 32,
      controlHeightSM: given.touch ? 36 : 26,
      // The turning mark says that it works; its words stay readable.
      opacityLoading: 1,
      motion: !given.still,
      motionDurationFast: '0.12s',
      motionDurationMid: '0.16s',
      motionDurationSlow: '0.2s',
      boxShadow: t.shadow,
      boxShadowSecondary: t.shadow,
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      Modal: { borderRadiusLG: 14, titleFontSize: 16 },
      Checkbox: { colorBorder: t.outline },
      Radio: { colorBorder: t.outline },
      Input: { activeShadow: `0 0 0 2px ${t.primaryTint}` },
      Select: { optionSelectedFontWeight: 500, multipleItemBg: t.primaryTint },
      Tabs: { horizontalItemGutter: 24, horizontalMargin: '0' },
      Table: { headerBg: t.sunken, headerColor: t.secondary, cellPaddingBlockSM: 6, rowHoverBg: t.hover },
      Tooltip: { colorBgSpotlight: mode === 'dark' ? '#3A4047' : '#2A2F36', colorTextLightSolid: '#FFFFFF' },
      Segmented: { trackBg: t.hover, itemSelectedBg: t.surface },
    },
  }
}
