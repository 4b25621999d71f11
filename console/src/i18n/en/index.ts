/** Every word of this language: one file a namespace, named as the capability that uses it. */
const files = import.meta.glob<object>("./*.json", { eager: true, import: "default" });

export default Object.fromEntries(
  Object.entries(files).map(([path, words]) => [path.slice(2, -".json".length), words]),
) as Record<string, object>;
