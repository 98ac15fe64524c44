-- Filters of invite links are kept as those of groups and people are.
ALTER TYPE "ViewKind" ADD VALUE 'invite';
