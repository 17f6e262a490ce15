package dev.weft.asset;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Thrown once for all problems found in what is declared. */
public final class DefinitionProblems extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<DefinitionProblem> problems;

    public DefinitionProblems(Collection<DefinitionProblem> problems) {
        super(problems.stream().sorted().map(DefinitionProblem::toString).collect(Collectors.joining("\n")));
        this.problems = problems.stream().sorted().toList();
    }

    /** Returns the problems, sorted by place; at least one. */
    public List<DefinitionProblem> problems() {
        return problems;
    }
}
