import { theme as antd, type ThemeConfig } from 'antd';
import { FONT, PALETTES, type SchemeName } from './tokens.js';

/** antd dressed in our palette. What antd would derive too pale (placeholders, disabled text, hover tints) is named here. */
export function antdTheme(scheme: SchemeName): ThemeConfig {
  const palette = PALETTES[scheme];
  const { levels } = palette;
  const focus = `0 0 0 1px ${palette.primary}`;
  return {
    algorithm: scheme === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      fontFamily: FONT,
      fontSize: 14,
      borderRadius: 8,
      borderRadiusLG: 12,
      controlHeight: 36,
      motionDurationSlow: '0.2s',
      colorBgBase: palette.card,
      colorBgLayout: palette.paper,
      colorBgContainer: palette.card,
      colorBgElevated: palette.card,
      colorText: palette.ink,
      colorTextHeading: palette.ink,
      colorTextSecondary: palette.ink2,
      colorTextTertiary: palette.ink2,
      colorTextDescription: palette.ink2,
      colorTextPlaceholder: palette.ink2,
      colorTextDisabled: palette.ink2,
      colorPrimary: palette.primary,
      colorPrimaryHover: palette.primaryStrong,
      colorPrimaryActive: palette.primaryStrong,
      colorLink: palette.primary,
      colorLinkHover: palette.primaryStrong,
      colorInfo: palette.primary,
      colorSuccess: levels[5],
      colorWarning: levels[2],
      colorError: levels[1],
      colorErrorHover: levels[1],
      colorBorder: palette.controlLine,
      colorBorderSecondary: palette.line,
      colorSplit: palette.line,
      controlItemBgActive: palette.primaryWash,
      controlItemBgActiveHover: palette.primaryWash,
      controlItemBgHover: palette.hover,
      colorBgMask: scheme === 'dark' ? 'rgb(0 0 0 / 60%)' : 'rgb(22 38 46 / 28%)',
      boxShadow: 'none',
      boxShadowSecondary:
        scheme === 'dark' ? '0 4px 16px rgb(0 0 0 / 50%)' : '0 4px 16px rgb(22 38 46 / 14%)',
    },
    components: {
      Button: {
        primaryColor: palette.onPrimary,
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
      },
      Input: { activeShadow: focus },
      DatePicker: { activeShadow: focus },
      Select: {
        activeOutlineColor: palette.primary,
        optionSelectedBg: palette.primaryWash,
        optionSelectedColor: palette.ink,
      },
    },
  };
}
