/** Something that was given and cannot be used: which, and what to give. */
export class ConfigError extends Error {
  override name = 'ConfigError' as const;
}
