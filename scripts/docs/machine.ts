import {
  appointmentAccess,
  appointmentCommandTypes,
  appointmentMachine,
  capabilities,
  conditions,
  errorCodes,
  jobAccess,
  jobCommandTypes,
  jobConditions,
  jobMachine,
  jobStatusRules,
  permissions,
  refusals,
} from '@dispatch-kit/core';
import type {Cell, JobCell} from '@dispatch-kit/core';

const statuses = Object.keys(appointmentMachine) as (keyof typeof appointmentMachine)[];
const jobStatuses = Object.keys(jobMachine) as (keyof typeof jobMachine)[];
const actors = ['admin', 'dispatcher', 'technician', 'source', 'customer', 'system'] as const;

const parts: Record<string, () => string> = {
  diagram,
  visit: () => machineTable(statuses, appointmentCommandTypes, appointmentMachine),
  conditions: () => sentenceTable('condition', conditions),
  status: () =>
    table(
      ['', 'status', 'if'],
      jobStatusRules.map(({status, when}, index) => [String(index + 1), code(status), when]),
    ),
  job: () => machineTable(jobStatuses, jobCommandTypes, jobMachine),
  'job-conditions': () => sentenceTable('condition', jobConditions),
  'visit-access': () => accessTable(appointmentAccess),
  'job-access': () => accessTable(jobAccess),
  permissions: permissionTable,
  refusals: () => sentenceTable('code', refusals),
  errors: errorTable,
};

/** A table or a diagram of the law, made from its data. */
export function generate(id: string): string {
  const part = parts[id];
  if (!part) throw new Error(`machine has no part ${id}; it has ${Object.keys(parts).join(', ')}`);
  return part();
}

/** The states of a visit with the commands that lead from one to the next. Undo leads back everywhere, and is left out. */
function diagram(): string {
  const arrows = new Map<string, string[]>([
    ['[*] --> draft', ['draft']],
    ['[*] --> scheduled', ['plan']],
  ]);
  for (const status of statuses) {
    for (const command of appointmentCommandTypes) {
      const cell: Cell = appointmentMachine[status][command];
      for (const to of 'to' in cell ? [cell.to].flat() : []) {
        const arrow = `${status} --> ${to}`;
        arrows.set(arrow, [...(arrows.get(arrow) ?? []), command]);
      }
    }
  }
  const lines = [...arrows].map(([arrow, commands]) => `  ${arrow}: ${commands.join(', ')}`);
  return ['```mermaid', 'stateDiagram-v2', ...lines, '```'].join('\n');
}

/** What each state answers to each command: a state it leads to, what else happens, or the code of a refusal. */
function machineTable(
  columns: readonly string[],
  commands: readonly string[],
  machine: Record<string, Record<string, Cell | JobCell>>,
): string {
  const rows = commands.map(command => [
    code(command),
    ...columns.map(column => answer(machine[column]![command]!)),
  ]);
  return table(['', ...columns.map(code)], rows);
}

function answer(cell: Cell | JobCell): string {
  if ('no' in cell) return cell.no;
  const rules = cell.rules.length > 0 ? ` if ${cell.rules.join(', ')}` : '';
  if ('already' in cell) return `so already${rules}`;
  if ('to' in cell) return `**→ ${[cell.to].flat().join(' or ')}**${rules}`;
  return `${'before' in cell ? '**← what was before**' : '**yes**'}${rules}`;
}

function accessTable(access: Record<string, readonly string[]>): string {
  const rows = Object.entries(access).map(([command, kinds]) => [
    code(command),
    ...actors.map(actor => (kinds.includes(actor) ? 'yes' : '')),
  ]);
  return table(['', ...actors], rows);
}

function permissionTable(): string {
  const rows = capabilities.map(capability => [
    code(capability),
    ...actors.map(actor => permissions[capability][actor].replace('none', '')),
  ]);
  return table(['capability', ...actors], rows);
}

function errorTable(): string {
  const others = Object.entries(errorCodes).filter(([name]) => !(name in refusals));
  const rows = others.map(([name, law]) => [
    code(name),
    String(law.status),
    'retryable' in law && law.retryable ? 'yes' : '',
    law.title,
  ]);
  return table(['code', 'status', 'send again', 'what it means'], rows);
}

function sentenceTable(head: string, sentences: Record<string, string>): string {
  return table(
    [head, 'in words'],
    Object.entries(sentences).map(([name, words]) => [code(name), words]),
  );
}

const code = (name: string) => `\`${name}\``;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map(cells => `| ${cells.join(' | ')} |`).join('\n');
}
