/** The version of this package, so that two copies on one page can tell each other apart. */
export const version = '0.0.0';
