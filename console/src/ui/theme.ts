import { theme, type ThemeConfig } from "antd";

export type Mode = "light" | "dark";

/** The few colours of the console. Grey does most of the work; see DESIGN.md for their meaning. */
export const COLOURS = {
  light: {
    accent: "#0a5c8f",
    success: "#1a7345",
    warning: "#8f5f00",
    danger: "#b3261e",
    text: "#1c2530",
    muted: "#57636f",
    line: "#d9dfe5",
    ground: "#f5f7f9",
    surface: "#ffffff",
    track: "#e6ebef",
    raised: "#ffffff",
    accentGround: "#eef5fa",
    successGround: "#eff7f2",
    warningGround: "#fbf6ea",
    dangerGround: "#fdf1f0",
  },
  dark: {
    accent: "#5db3e6",
    success: "#56c288",
    warning: "#dcae52",
    danger: "#ff8a80",
    text: "#e4e9ee",
    muted: "#9ba8b4",
    line: "#2c353e",
    ground: "#0f1419",
    surface: "#161c22",
    track: "#27303a",
    raised: "#1d252d",
    accentGround: "#13222d",
    successGround: "#13231a",
    warningGround: "#262014",
    dangerGround: "#2b1a19",
  },
} as const;

export type Colours = { [name in keyof (typeof COLOURS)["light"]]: string };

export const FONT =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", system-ui, -apple-system, "Segoe UI", sans-serif';

type Algorithm = Extract<NonNullable<ThemeConfig["algorithm"]>, unknown[]>[number];

/** The library mixes the colours that it is given, in the dark above all; these stay as they are. */
function exactly(colours: (typeof COLOURS)[Mode]): Algorithm {
  return (seed, mixed) => ({
    ...(mixed ?? theme.defaultAlgorithm(seed)),
    colorPrimary: colours.accent,
    colorInfo: colours.accent,
    colorSuccess: colours.success,
    colorWarning: colours.warning,
    colorError: colours.danger,
    colorLink: colours.accent,
    colorBgContainer: colours.surface,
    colorBgElevated: colours.raised,
    colorBgLayout: colours.ground,
  });
}

export function themeOf(mode: Mode): ThemeConfig {
  const colours = COLOURS[mode];
  return {
    algorithm: [mode === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm, exactly(colours)],
    token: {
      colorPrimary: colours.accent,
      colorLink: colours.accent,
      // the library would lighten it below what can be read
      colorLinkHover: colours.accent,
      colorLinkActive: colours.accent,
      colorSuccess: colours.success,
      colorWarning: colours.warning,
      colorError: colours.danger,
      colorInfo: colours.accent,
      colorWarningBg: colours.warningGround,
      colorErrorBg: colours.dangerGround,
      colorInfoBg: colours.accentGround,
      colorSuccessBg: colours.successGround,
      colorWarningBorder: colours.line,
      colorErrorBorder: colours.line,
      colorInfoBorder: colours.line,
      colorSuccessBorder: colours.line,
      colorTextBase: colours.text,
      colorBgBase: colours.surface,
      colorBgLayout: colours.ground,
      colorBorder: colours.line,
      colorBorderSecondary: colours.line,
      colorTextSecondary: colours.muted,
      colorTextTertiary: colours.muted,
      colorTextDescription: colours.muted,
      colorTextPlaceholder: colours.muted,
      fontFamily: FONT,
      fontSize: 14,
      lineHeight: 1.57,
      borderRadius: 4,
      boxShadow: "none",
      boxShadowTertiary: "none",
      motionDurationSlow: "0.18s",
      motionDurationMid: "0.14s",
      motionDurationFast: "0.08s",
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none", primaryColor: mode === "dark" ? "#06202f" : "#ffffff", dangerColor: mode === "dark" ? "#2b1a19" : "#ffffff" },
      Badge: { colorTextLightSolid: mode === "dark" ? "#2b1a19" : "#ffffff" },
      Table: { cellPaddingBlock: 8, cellPaddingInline: 12, headerBg: colours.ground },
      Tabs: { horizontalMargin: "0 0 16px 0", horizontalItemPadding: "6px 2px 8px", horizontalItemGutter: 20, itemColor: colours.muted, itemHoverColor: colours.text },
    },
  };
}
