import { theme as antd } from 'antd'
import type { ThemeConfig } from 'antd'
import type { Theme } from './preferences'

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
}

/** Ant Design's theme made from tokens.css, the one place where colours are stated. */
export function antdTheme(theme: Theme, phone: boolean, stillness: boolean): ThemeConfig {
  const sea = token('sea')
  const soft = token('sea-soft')
  return {
    algorithm: theme === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: sea,
      colorPrimaryHover: token('sea-deep'),
      colorPrimaryActive: token('sea-deep'),
      // The derived pale teal is a grey with too little contrast.
      colorPrimaryBg: soft,
      controlItemBgActive: soft,
      controlItemBgActiveHover: soft,
      controlItemBgHover: token('sunken'),
      colorLink: sea,
      colorLinkHover: token('sea-deep'),
      colorError: token('bad'),
      colorErrorBg: token('bad-soft'),
      colorErrorBorder: token('bad'),
      colorWarning: token('wait'),
      colorWarningBg: token('wait-soft'),
      colorSuccess: token('good'),
      colorSuccessBg: token('good-soft'),
      colorInfo: sea,
      colorInfoBg: soft,
      colorText: token('ink'),
      colorTextHeading: token('ink'),
      colorTextSecondary: token('ink-soft'),
      colorTextTertiary: token('ink-soft'),
      colorTextDescription: token('ink-soft'),
      colorTextPlaceholder: token('ink-soft'),
      colorTextDisabled: token('ink-soft'),
      colorTextLightSolid: token('on-sea'),
      colorBgBase: token('card'),
      colorBgLayout: token('paper'),
      colorBgContainer: token('card'),
      colorBgElevated: token('card'),
      colorBorder: token('line-strong'),
      colorBorderSecondary: token('line'),
      fontFamily: token('sans'),
      fontSize: 15,
      borderRadius: 8,
      controlHeight: phone ? 44 : 36,
      motion: !stillness,
    },
    components: {
      Button: { primaryColor: token('on-sea'), primaryShadow: 'none', defaultShadow: 'none' },
      Modal: { titleFontSize: 20 },
      Segmented: { itemSelectedBg: sea, itemSelectedColor: token('on-sea'), trackBg: token('sunken') },
    },
  }
}
