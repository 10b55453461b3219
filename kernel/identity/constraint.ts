/** Whether PostgreSQL refused a row because of this unique constraint or index. */
export function violates(error: unknown, constraint: string): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505' && 'constraint' in error && error.constraint === constraint;
}
