import i18n from "i18next";
import { initReactI18next } from "react-i18next";
import { read, write } from "../api/organisation";

export const LANGUAGES = ["zh-CN", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = "penstock.language";

const BUNDLES: Record<Language, () => Promise<{ default: Record<string, object> }>> = {
  "zh-CN": () => import("./zh-CN"),
  en: () => import("./en"),
};

/** `?lang=en` wins, then what was chosen here before, then Chinese. */
export function wantedLanguage(): Language {
  const asked = new URLSearchParams(window.location.search).get("lang") ?? read(KEY);
  return LANGUAGES.find((language) => language === asked) ?? "zh-CN";
}

async function load(language: Language): Promise<void> {
  const bundle = (await BUNDLES[language]()).default;
  for (const [namespace, words] of Object.entries(bundle)) {
    i18n.addResourceBundle(language, namespace, words, true, true);
  }
  document.documentElement.lang = language;
}

export async function startI18n(): Promise<void> {
  const language = wantedLanguage();
  await i18n.use(initReactI18next).init({
    lng: language,
    resources: {},
    fallbackLng: false,
    defaultNS: "common",
    interpolation: { escapeValue: false },
    returnNull: false,
    // in brackets that no word has, so that a test finds what nobody has translated
    parseMissingKeyHandler: (key: string) => `⟦${key}⟧`,
  });
  await load(language);
  await i18n.changeLanguage(language);
}

export async function changeLanguage(language: Language): Promise<void> {
  write(KEY, language);
  await load(language);
  await i18n.changeLanguage(language);
}
