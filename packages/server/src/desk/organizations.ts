import type {Brand, OrganizationInput, OrganizationPatch} from '@dispatch-kit/core';
import {defaultSettings, defaultVisibility} from '@dispatch-kit/core';
import type {Office} from '../office/office.ts';
import {keepToken, newSecret, nowInstant} from '../office/office.ts';
import {taken} from './create-job.ts';
import type {KeyRow, OrganizationRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

/** Makes an organization and its first API key; the key is answered once and never again. */
export async function createOrganization(
  office: Office,
  tx: Transaction,
  input: OrganizationInput,
): Promise<{row: OrganizationRow; apiKey: string}> {
  const id = office.newId('organization');
  const slug = input.slug ?? `${slugOf(input.name)}-${id.slice(-6)}`;
  const other = await tx.organizations.getBySlug(slug);
  if (other) throw taken('slug', slug);
  const row: OrganizationRow = {
    id,
    version: 1,
    name: input.name,
    slug,
    timeZone: input.timeZone,
    locale: input.locale ?? 'en',
    test: input.test ?? false,
    brand: {},
    services: [],
    origins: input.origins ?? [],
    palette: 'jobs',
    settings: defaultSettings,
    createdAt: nowInstant(office),
  };
  await tx.organizations.insert(row);
  const {secret} = await createKey(office, tx, row, {name: 'First key', kind: 'server', sourceId: null});
  return {row, apiKey: secret};
}

function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return slug.length >= 2 ? slug.replace(/-+$/, '') : 'organization';
}

/** Makes an API key: `dk_live_…`, or `dk_test_…` for a test organization. */
export async function createKey(
  office: Office,
  tx: Transaction,
  organization: OrganizationRow,
  key: Pick<KeyRow, 'name' | 'kind' | 'sourceId'> & Partial<Pick<KeyRow, 'capabilities'>>,
): Promise<{row: KeyRow; secret: string}> {
  const row: KeyRow = {
    id: office.newId('key'),
    ...key,
    capabilities: key.capabilities ?? null,
    test: organization.test,
    createdAt: nowInstant(office),
    revokedAt: null,
  };
  await tx.keys.insert(organization.id, [row]);
  return {row, secret: await newKeySecret(office, tx, organization, row)};
}

/** Gives a key a secret, in the place of any that it had. */
export async function newKeySecret(
  office: Office,
  tx: Transaction,
  organization: OrganizationRow,
  {id}: KeyRow,
): Promise<string> {
  const secret = newSecret(office.crypto, organization.test ? 'dk_test_' : 'dk_live_');
  await tx.tokens.removeOf(organization.id, id);
  await keepToken(office, tx, organization.id, {kind: 'key', id}, secret);
  return secret;
}

/** An organization after a PATCH; each setting stands by its own name. */
export function patchedOrganization(row: OrganizationRow, patch: OrganizationPatch): OrganizationRow {
  const {
    name,
    timeZone,
    locale,
    brand,
    services,
    origins,
    palette,
    visibility,
    booking,
    templates,
    ...settings
  } = patch;
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  return {
    ...row,
    version: row.version + 1,
    name: name ?? row.name,
    timeZone: timeZone ?? row.timeZone,
    locale: locale ?? row.locale,
    brand: {...row.brand, ...brand} as Brand,
    ...(templates && {templates}),
    services: services ?? row.services,
    origins: origins ?? row.origins,
    palette: palette ?? row.palette,
    settings: {
      ...row.settings,
      ...given,
      booking: {...defaultSettings.booking, ...row.settings.booking, ...(booking as object | undefined)},
      visibility: {...defaultVisibility, ...row.settings.visibility, ...(visibility as object | undefined)},
    },
  };
}
