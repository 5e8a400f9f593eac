import type { CelEnv } from '@bufbuild/cel';

/** A parsed expression. */
export type Ast = ReturnType<typeof import('@bufbuild/cel').parse>['expr'];

/** Called by every loop for its range and at every turn; not a name an expression can spell. */
export const STEP = '@step';

const DEPTH_LIMIT = 200;

/**
 * Puts a call to `STEP` around the range and the condition of every loop, in place: the two points
 * where the library spends time without calling a function. Throws when `ast` is nested too deeply
 * to be walked safely.
 */
export function plantSteps(ast: Ast, depth = 0): void {
  if (depth > DEPTH_LIMIT) throw new Error('it is nested too deeply');
  for (const child of childrenOf(ast)) plantSteps(child, depth + 1);
  if (ast.exprKind.case !== 'comprehensionExpr') return;
  const loop = ast.exprKind.value;
  if (loop.iterRange !== undefined) loop.iterRange = step(loop.iterRange);
  if (loop.loopCondition !== undefined) loop.loopCondition = step(loop.loopCondition);
}

function step(inner: Ast): Ast {
  return {
    $typeName: 'cel.expr.Expr',
    id: inner.id,
    exprKind: {
      case: 'callExpr',
      value: { $typeName: 'cel.expr.Expr.Call', function: STEP, args: [inner] },
    },
  };
}

function childrenOf({ exprKind }: Ast): readonly Ast[] {
  switch (exprKind.case) {
    case 'callExpr':
      return [exprKind.value.target, ...exprKind.value.args].filter(isAst);
    case 'listExpr':
      return exprKind.value.elements;
    case 'structExpr':
      return exprKind.value.entries.flatMap(({ keyKind, value }) =>
        [keyKind.case === 'mapKey' ? keyKind.value : undefined, value].filter(isAst),
      );
    case 'selectExpr':
      return [exprKind.value.operand].filter(isAst);
    case 'comprehensionExpr': {
      const { iterRange, accuInit, loopCondition, loopStep, result } = exprKind.value;
      return [iterRange, accuInit, loopCondition, loopStep, result].filter(isAst);
    }
    default:
      return [];
  }
}

function isAst(value: Ast | undefined): value is Ast {
  return value !== undefined;
}

/** False when no claims could make this expression a boolean, as with `claims.sub + "x"`. */
export function canBeBoolean({ exprKind }: Ast, functions: CelEnv['funcs']): boolean {
  switch (exprKind.case) {
    case 'constExpr':
      return exprKind.value.constantKind.case === 'boolValue';
    case 'listExpr':
    case 'structExpr':
      return false;
    case 'comprehensionExpr': {
      // `all` and `exists` answer what they started from, `map` and `filter` likewise; the rest compute.
      const { accuInit, result } = exprKind.value;
      const answer = result?.exprKind.case === 'identExpr' ? accuInit : result;
      return answer !== undefined && canBeBoolean(answer, functions);
    }
    case 'callExpr': {
      const { function: name, args } = exprKind.value;
      if (name === '_?_:_') return args.slice(1).some((branch) => canBeBoolean(branch, functions));
      const results = [...(functions.find(name) ?? [])].map(({ result }) => result.name);
      return (
        results.length === 0 || results.some((result) => result === 'bool' || result === 'dyn')
      );
    }
    default:
      return true;
  }
}
