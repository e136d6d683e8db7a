staff-help =
    <b>{ $name }, ваша роль здесь: { $role }</b>

    Вам можно: { $permissions }.

    { $commands }
staff-role-admin = администратор
staff-role-operator = оператор
staff-role-viewer = наблюдатель
staff-may-look = смотреть
staff-may-serve-customers = помогать клиентам
staff-may-move-money = распоряжаться деньгами
staff-may-change-settings = менять настройки
staff-command-help = Что вам здесь можно
staff-command-preview = Как выглядят стили: примеры для клиентов

staff-not-allowed = Ваша роль здесь — { $role }, и это в неё не входит. Это может сделать администратор.
staff-only = Простите, это только для сотрудников.
staff-old-button = Эта кнопка больше не действует.
staff-apology =
    <b>Простите, у нас это не получилось даже с нескольких попыток.</b>

    Посмотрите, пожалуйста, что уже сделано, прежде чем пробовать снова. Причина в журнале под этим номером: <code>{ $reference }</code>
